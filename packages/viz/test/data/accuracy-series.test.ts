import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accuracySeries, lastPoints } from '../../src/data/accuracy-series';
import { network, record } from '../support/run-records';

describe('accuracySeries', () => {
  it('gathers the runs of a network by its name', () => {
    const series = accuracySeries([record([0.1, 0.9], [0.1, 0.5]), record([0.2, 0.8], [0.2, 0.4])]);
    expect(series.map(({ name, batchNorm, runs }) => [name, batchNorm, runs.length])).toEqual([
      ['Without Batch Norm', false, 2],
      ['With Batch Norm', true, 2],
    ]);
    expect(lastPoints(series[1]!)).toEqual([
      { x: 50, y: 0.9 },
      { x: 50, y: 0.8 },
    ]);
  });

  it('ends a run before its first value that is not finite, whatever comes after', () => {
    const accuracies = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 });
    const bad = fc.constantFrom(null, NaN, Infinity, -Infinity);
    fc.assert(
      fc.property(accuracies, bad, accuracies, (before, cut, after) => {
        const [series] = accuracySeries([record([], [...before, cut, ...after])]);
        const { points, ...how } = series!.runs[0]!;
        expect(points.map(({ y }) => y)).toEqual(before);
        expect(points.map(({ x }) => x)).toEqual(before.map((_, index) => index * 50));
        expect(how).toEqual({ diverged: true, cutShort: true });
      }),
    );
  });

  it('believes a record that says a network diverged', () => {
    const diverged = network(false, [0.1, 0.098], { diverged: true });
    const [series] = accuracySeries([{ preset: 'relu-lr2', seed: 1, networks: [diverged] }]);
    expect(series!.runs[0]).toMatchObject({ diverged: true, cutShort: false });
    expect(series!.runs[0]!.points).toHaveLength(2);
  });
});
