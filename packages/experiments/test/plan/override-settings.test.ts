import { describe, expect, test } from '@jest/globals';
import { ArgumentError, findPreset, overrideSettings, type Overrides, parseSetting } from '../../src';

const { name: _, title: __, lesson: ___, ...settings } = findPreset('relu-lr0.01-2000');
const convolutional = { network: 'convolutional' } as const;

describe('overrideSettings', () => {
  test.each([
    { optimizer: 'adam' },
    { normalization: 'ghost', ghostBatchSize: 8 },
    { dropout: 0.5, normalization: 'group' },
    { network: 'recurrent', activation: 'tanh' },
    { weightScaling: 'glorot', standardDeviation: 1 },
    { weightScaling: 'he', optimizer: 'adam', weightDecay: 0.001 },
    { batchesPerObservation: 100 },
  ] as Overrides[])('takes %j', (overrides) => {
    expect(overrideSettings(settings, overrides)).toEqual({ ...settings, ...overrides });
  });

  test.each([
    [
      { optimizer: 'rmsprop' },
      'optimizer must be equal to one of the allowed values (sgd, momentum, adam), got rmsprop',
    ],
    [{ dropout: 1 }, 'dropout must be < 1, got 1'],
    [{ ghostBatchSize: 8 }, 'ghostBatchSize needs normalization ghost, got batch'],
    [
      { batchesPerObservation: 70 },
      'batchesPerObservation must be a multiple of batchesPerSample (50), got 70',
    ],
    [
      { batchesPerObservation: 50, dropout: 0.5 },
      'batchesPerObservation needs a dense network without dropout and weightDecay, with normalization batch or ghost',
    ],
    [
      { batchesPerObservation: 50, weightDecay: 0.1 },
      'batchesPerObservation needs a dense network without dropout and weightDecay, with normalization batch or ghost',
    ],
    [{ weightDecay: -1 }, 'weightDecay must be >= 0, got -1'],
    [{ network: 'recurrent', dropout: 0.5 }, 'network recurrent knows no dropout, got 0.5'],
    [
      { network: 'recurrent', normalization: 'group' },
      'network recurrent knows normalization batch only, got group',
    ],
    [
      { network: 'recurrent', placement: 'after-activation' },
      'network recurrent knows placement before-activation only',
    ],
    [
      { network: 'residual', depth: 4 },
      'network residual needs one hidden layer and pairs of them, got 4 in all',
    ],
    [
      { network: 'residual', depth: 5, placement: 'after-activation' },
      'network residual knows placement before-activation only',
    ],
    [
      { network: 'recurrent', activation: 'leakyRelu' },
      'network recurrent does not know activation leakyRelu; take tanh or relu',
    ],
  ] as [Overrides, string][])('refuses %j', (overrides, message) => {
    expect(() => overrideSettings(settings, overrides)).toThrow(
      new ArgumentError('overrideSettings', message),
    );
  });

  test('refuses images that are not square, and layers that there are not, where rows and columns matter', () => {
    const of =
      (...layerSizes: number[]) =>
      () =>
        overrideSettings({ ...settings, ...convolutional, layerSizes }, {});
    expect(of(50, 8, 8, 10)).toThrow('network convolutional needs square images, got 50 inputs');
    expect(of(784, 10)).toThrow('network convolutional needs a hidden layer, got layerSizes 784, 10');
  });
});

test('parseSetting reads words and numbers as the setting has them', () => {
  expect(parseSetting('normalization=batch,group')).toEqual(['normalization', ['batch', 'group']]);
  expect(parseSetting('dropout=0,0.5')).toEqual(['dropout', [0, 0.5]]);
  expect(() => parseSetting('drop=1')).toThrow('unknown setting "drop"; did you mean dropout?');
});
