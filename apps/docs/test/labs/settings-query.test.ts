import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  activations,
  defaultSettings,
  limits,
  networkKinds,
  withLayerCount,
  type NumberSetting,
  type PlaygroundSettings,
} from '../../labs/playground/settings';
import { fromQuery, queryProblems, toQuery } from '../../labs/playground/settings-query';

const whole = (name: keyof typeof limits) => fc.integer({ min: limits[name].least, max: limits[name].most });
const real = (name: NumberSetting) =>
  fc.double({ min: limits[name].least, max: limits[name].most, noNaN: true });

const kinds = fc.constantFrom(...networkKinds);
const settings: fc.Arbitrary<PlaygroundSettings> = fc
  .tuple(whole('layers'), kinds)
  .chain(([layers, network]) =>
    fc.record({
      network: fc.constant(network),
      hidden: fc.array(whole(network === 'dense' ? 'width' : 'channels'), {
        minLength: layers,
        maxLength: layers,
      }),
      normalized: fc.array(fc.boolean(), { minLength: layers, maxLength: layers }),
      placement: fc.constantFrom('before-activation', 'after-activation'),
      activation: fc.constantFrom(...activations),
      learningRate: real('learningRate'),
      standardDeviation: real('standardDeviation'),
      batchSize: whole('batchSize'),
      trainingBatches: whole('trainingBatches'),
      batchesPerSample: whole('batchesPerSample'),
      trainingImages: whole('trainingImages'),
      seed: whole('seed'),
    }),
  );

describe('the settings in the address bar', () => {
  it('come back as they were', () => {
    fc.assert(fc.property(settings, (given) => expect(fromQuery(toQuery(given))).toEqual(given)));
  });

  it('are as by default, whatever is not a setting', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (key, value) => {
        const query = new URLSearchParams([[`x-${key}`, value]]).toString();
        expect(fromQuery(query)).toEqual(defaultSettings);
      }),
    );
  });

  it.each([
    'lr=0',
    'lr=-1',
    'lr=x',
    'lr=',
    'batch=1.5',
    'batches=1e9',
    'layers=0',
    'layers=',
    'layers=100-5000',
    'layers=1-1-1-1-1-1-1-1-1',
    'bn=11',
    'bn=abc',
    'act=step',
    'place=nowhere',
    'seed=-1',
    'net=recurrent',
  ])('ignore %s', (query) => {
    expect(fromQuery(query)).toEqual(defaultSettings);
  });

  it('leave the address alone by default', () => {
    expect(toQuery(defaultSettings)).toBe('');
  });

  it('are readable', () => {
    const given = { ...defaultSettings, hidden: [64, 32], normalized: [true, false], learningRate: 0.5 };
    expect(toQuery(given)).toBe('layers=64-32&bn=10&lr=0.5');
  });

  it('have the usual widths of the kind of network, and refuse widths that only the other kind may have', () => {
    expect(fromQuery('net=convolutional')).toMatchObject({ hidden: [8, 12, 16] });
    expect(fromQuery('net=convolutional&layers=200')).toMatchObject({ hidden: [8, 12, 16] });
    expect(queryProblems('net=convolutional&layers=200&bn=101')).toEqual(['layers=200']);
    expect(fromQuery('layers=200')).toMatchObject({ network: 'dense', hidden: [200] });
  });
});

describe('withLayerCount', () => {
  it('keeps the layers that are there and repeats the last', () => {
    const two = { ...defaultSettings, hidden: [64, 32], normalized: [true, false] };
    expect(withLayerCount(two, 4)).toMatchObject({
      hidden: [64, 32, 32, 32],
      normalized: [true, false, false, false],
    });
    expect(withLayerCount(two, 1)).toMatchObject({ hidden: [64], normalized: [true] });
  });

  it('keeps within the limits', () => {
    expect(withLayerCount(defaultSettings, 0)).toBe(defaultSettings);
    expect(withLayerCount(defaultSettings, 9)).toBe(defaultSettings);
  });
});
