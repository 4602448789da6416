import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { timeToAccuracy, type TimeToAccuracyRow, timeToAccuracyRows } from '../../src';
import { toSvg } from '../../src/node';
import { draw, texts } from '../support/read-rows';
import { network, record } from '../support/run-records';

const rows: TimeToAccuracyRow[] = [0.9, 0.95].flatMap((target) =>
  [1, 2, 3].flatMap((seed) => [
    {
      ...{ network: 'Without Batch Norm', batchNorm: false, target, seed },
      value: target === 0.95 || seed === 3 ? null : 1000 + 100 * seed,
    },
    { network: 'With Batch Norm', batchNorm: true, target, seed, value: 100 * seed, seconds: seed / 10 },
  ]),
);

describe('timeToAccuracy', () => {
  it('looks as it did when last looked at', () => {
    expect(toSvg(timeToAccuracy(rows))).toMatchSnapshot();
  });

  it('says the median of each network and accuracy, and how many seeds got there', () => {
    const chart = timeToAccuracy(rows);
    expect(texts(draw(chart), 'bnlab-chart-panel')).toEqual(['90% accuracy', '95% accuracy']);
    expect(chart.description).toBe(
      'Training steps after which each accuracy was first measured. ' +
        '90% accuracy: Without Batch Norm 1,200 steps, 2 of 3 seeds did; With Batch Norm 200 steps, 0.2 s. ' +
        '95% accuracy: Without Batch Norm never, 0 of 3 seeds did; With Batch Norm 200 steps, 0.2 s. ' +
        'dot: one seed, line: median.',
    );
  });

  it('has a dot for each seed that got there and a cross for each that did not, apart from the steps', () => {
    const steps = fc.array(fc.option(fc.nat(5000)), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(steps, (all) => {
        const svg = draw(
          timeToAccuracy(
            all.map((value, seed) => ({ network: 'a', batchNorm: true, target: 0.9, seed, value })),
          ),
        );
        const places = (className: string) =>
          svg
            .ofClass(className)
            .flatMap((mark) => [
              ...Array.from(mark.getElementsByTagName('circle'), (one) => Number(one.getAttribute('cx'))),
              ...Array.from(mark.getElementsByTagName('path'), (one) =>
                Number(/translate\(([\d.]+)/.exec(one.getAttribute('transform')!)![1]),
              ),
            ]);
        const [dots, crosses] = [places('bnlab-chart-dot'), places('bnlab-chart-never')];
        expect(dots).toHaveLength(all.filter((value) => value !== null).length);
        expect(crosses).toHaveLength(all.filter((value) => value === null).length);
        if (dots.length > 0 && crosses.length > 0)
          expect(Math.min(...crosses)).toBeGreaterThan(Math.max(...dots) + 8);
        for (const place of crosses) expect(place).toBeLessThan(720);
      }),
      { numRuns: 25 },
    );
  });

  it('says seconds only where they are known of every seed that got there', () => {
    const some = rows
      .filter(({ batchNorm }) => batchNorm)
      .map((row) => (row.seed === 1 ? { ...row, seconds: null } : row));
    expect(timeToAccuracy(some).description).not.toContain(' s;');
    expect(texts(draw(timeToAccuracy(some)), 'bnlab-chart-result')).toEqual(['200 steps', '200 steps']);
  });

  it.each<[string, Partial<TimeToAccuracyRow>, RegExp]>([
    ['percentages', { target: 90 }, /^timeToAccuracy: rows\[0\]\.target must be .* got 90; divide/],
    ['steps before the start', { value: -1 }, /value must be .* 0 or more, or null, got -1; null says/],
    ['no steps', { value: undefined }, /rows\[0\]\.value must be .* got undefined; null says/],
    ['no seed', { seed: undefined }, /rows\[0\]\.seed must be a finite number or a string/],
  ])('refuses %s', (_, other, message) => {
    expect(() => timeToAccuracy([{ ...rows[0]!, ...other }])).toThrow(message);
  });
});

describe('timeToAccuracyRows', () => {
  it('finds the first step at which each accuracy was measured, and never those of a network that broke down', () => {
    const fast = network(true, [0.1, 0.9, 0.7, 0.95], { stepsPerSecond: 500 });
    const records = [{ preset: 'p', seed: 4, networks: [network(false, [0.1, 0.5, null, 0.99]), fast] }];
    expect(timeToAccuracyRows(records, [0.5, 0.9])).toEqual([
      { network: 'Without Batch Norm', batchNorm: false, seed: 4, target: 0.5, value: 50 },
      { network: 'Without Batch Norm', batchNorm: false, seed: 4, target: 0.9, value: null },
      { network: 'With Batch Norm', batchNorm: true, seed: 4, target: 0.5, value: 50, seconds: 0.1 },
      { network: 'With Batch Norm', batchNorm: true, seed: 4, target: 0.9, value: 50, seconds: 0.1 },
    ]);
  });

  it('never reaches a higher accuracy sooner', () => {
    const share = fc.double({ min: 0.001, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(share, { maxLength: 20 }), share, share, (accuracies, a, b) => {
        const [low, high] = timeToAccuracyRows([record(accuracies, [])], [Math.min(a, b), Math.max(a, b)])
          .filter(({ batchNorm }) => batchNorm)
          .map(({ value }) => value ?? Infinity);
        expect(low).toBeLessThanOrEqual(high!);
      }),
    );
  });

  it.each([
    [[], /^timeToAccuracyRows: targets must hold at least one accuracy, .* got none/],
    [[90], /targets must be above 0 and 1 at most, got 90; divide percentages/],
  ])('refuses the targets %j', (targets, message) => {
    expect(() => timeToAccuracyRows([record([0.1], [0.1])], targets)).toThrow(message);
  });
});
