import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Snapshots } from '../../live/snapshots';

describe('the states of a run', () => {
  test('are kept within the memory for them, each frame with one from at most a stride before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 23 }), fc.integer({ min: 1, max: 101 }), (bytes, frames) => {
        const states = new Snapshots(bytes);
        for (let frame = 0; frame < frames; frame++) states.add(frame);
        expect(states.frames).toBe(frames);
        // One state is always there, however large.
        expect((states.kept.length - 2) * bytes).toBeLessThanOrEqual(48 * 2 ** 20);
        for (let frame = 0; frame < frames; frame++) {
          const state = states.kept[states.stateOf(frame)] as number;
          expect(state).toBeLessThanOrEqual(frame);
          expect(states.stateOf(frame) === states.kept.length - 1 || state <= frame).toBe(true);
        }
      }),
    );
  });

  test('give what belongs to a state to each of its frames', () => {
    const states = new Snapshots(2 ** 20);
    for (let frame = 0; frame < 7; frame++) states.add(frame);
    expect(states.kept).toEqual([0, 3, 6]);
    expect(states.perFrame(['a', 'b', 'c'])).toEqual(['a', 'a', 'a', 'b', 'b', 'b', 'c']);
    // A frame that came after the reading.
    expect(states.perFrame(['a', 'b'])).toEqual(['a', 'a', 'a', 'b', 'b', 'b', 'b']);
  });
});
