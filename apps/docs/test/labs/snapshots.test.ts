import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Snapshots, type Snapshot } from '../../labs/playground/snapshots';

const snapshot = (step: number) => ({ state: { step, layers: [] }, stream: {} }) as unknown as Snapshot;

describe('Snapshots', () => {
  it('keeps the first, never too many, and gives the latest that is not after a step', () => {
    const steps = fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { maxLength: 80 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 2, max: 20 }), fc.nat(1200), (added, limit, step) => {
        const snapshots = new Snapshots(limit);
        for (const at of [0, ...added]) snapshots.add(snapshot(at));
        expect(snapshots.steps[0]).toBe(0);
        expect(snapshots.steps.length).toBeLessThanOrEqual(limit);
        const found = snapshots.before(step)!.state.step;
        expect(found).toBe(Math.max(...snapshots.steps.filter((kept) => kept <= step)));
      }),
    );
  });

  it('keeps one of a step', () => {
    const snapshots = new Snapshots(5);
    for (const step of [0, 10, 10]) snapshots.add(snapshot(step));
    expect(snapshots.steps).toEqual([0, 10]);
  });
});
