import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shardOfScheduler } from '../src/shard-of-scheduler';

describe('--shard auto', () => {
  test('takes the place in a Slurm array, whatever its numbers begin with and however far apart they are', () => {
    const arrays = fc.record({
      least: fc.nat(9),
      step: fc.integer({ min: 1, max: 5 }),
      count: fc.integer({ min: 1, max: 99 }),
    });
    fc.assert(
      fc.property(arrays, fc.nat(98), ({ least, step, count }, place) => {
        fc.pre(place < count);
        const environment = {
          SLURM_ARRAY_TASK_ID: String(least + place * step),
          SLURM_ARRAY_TASK_MIN: String(least),
          SLURM_ARRAY_TASK_STEP: String(step),
          SLURM_ARRAY_TASK_COUNT: String(count),
        };
        expect(shardOfScheduler(environment)).toEqual({ index: place + 1, count });
      }),
      { seed: 1 },
    );
  });

  test('takes the index of a Kubernetes Indexed Job, and the node of a CI matrix', () => {
    expect(shardOfScheduler({ JOB_COMPLETION_INDEX: '0', JOB_COMPLETIONS: '4' })).toEqual({
      index: 1,
      count: 4,
    });
    expect(shardOfScheduler({ CI_NODE_INDEX: '4', CI_NODE_TOTAL: '4' })).toEqual({ index: 4, count: 4 });
  });

  test.each([
    [{}, 'needs a scheduler that numbers its tasks'],
    [{ JOB_COMPLETION_INDEX: '0' }, 'needs the number of tasks in JOB_COMPLETIONS'],
    [{ CI_NODE_INDEX: '5', CI_NODE_TOTAL: '4' }, 'found task 5 of 4, which is none'],
    [{ SLURM_ARRAY_TASK_ID: 'x' }, 'needs a scheduler'],
  ])('refuses %j', (environment, message) => {
    expect(() => shardOfScheduler(environment)).toThrow(message);
  });
});
