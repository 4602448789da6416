import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { build } from 'esbuild';
import { createReplicas, joinReplicas, type ReplicasOptions } from '../../src';
import { useBackendInTests } from '../helpers/backends';
import { expectClose } from '../helpers/expect-close';
import { PROMISED } from '../helpers/promised-backend';
import {
  type ReplicaAnswer,
  type ReplicaCall,
  type ReplicaStep,
  type ReplicaTask,
  step,
} from '../helpers/replica-program';

const folder = mkdtempSync(join(tmpdir(), 'bnlab-replicas-'));
const program = join(folder, 'replica.cjs');
const source = `
  import { parentPort, workerData } from 'node:worker_threads';
  import { runReplica } from './replica-program';
  void runReplica(workerData, () => process.exit()).then((answer) => parentPort.postMessage(answer));
`;

beforeAll(async () => {
  await build({
    stdin: { contents: source, resolveDir: join(__dirname, '../helpers'), loader: 'ts' },
    ...{ bundle: true, platform: 'node', format: 'cjs', outfile: program },
    ...{ conditions: ['@bnlab/source'], logLevel: 'error' },
  });
});
afterAll(() => rmSync(folder, { recursive: true }));
useBackendInTests('cpu');

/** Runs replicas in worker threads; the answer of one that ended without any is that. */
async function inThreads(
  tasks: Omit<ReplicaTask, 'shared' | 'replica'>[],
  options: Partial<ReplicasOptions> = {},
): Promise<(ReplicaAnswer | { ended: true })[]> {
  const group = createReplicas({ replicas: tasks.length, ...options });
  const answers = tasks.map((task, replica) => {
    const workerData: ReplicaTask = { ...task, shared: group.shared, replica };
    const worker = group.watch(new Worker(program, { workerData }), replica);
    return new Promise<ReplicaAnswer | { ended: true }>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => resolve({ ended: true }));
    });
  });
  return Promise.all(answers);
}

const inCalls = (...calls: ReplicaCall[]) => ({ calls });

describe('replicas in worker threads', () => {
  test.each([
    [
      [0, 3],
      [3, 8],
    ],
    [
      [0, 1],
      [1, 5],
      [5, 8],
    ],
  ])('train as one layer on the whole batch does: rows %j', async (...parts) => {
    const rows = tf.randomNormal([8, 3], 2, 3, 'float32', 5).arraySync() as number[][];
    const whole = step(rows);
    const answers = (await inThreads(
      parts.map(([start, end]) => ({ x: rows.slice(start, end) })),
    )) as ReplicaStep[];
    expectClose(
      answers.flatMap(({ output }) => output),
      whole.output,
    );
    expectClose(
      answers.flatMap(({ dx }) => dx),
      whole.dx,
    );
    for (const { mean, variance, gradients } of answers) {
      expectClose(mean, whole.mean);
      expectClose(variance, whole.variance);
      for (const name of ['gamma', 'beta']) expectClose(gradients[name]!, whole.gradients[name]!);
      // To the last bit on each replica, so that they stay the same.
      expect({ mean, variance, gradients }).toEqual({
        ...{ mean: answers[0]!.mean, variance: answers[0]!.variance, gradients: answers[0]!.gradients },
      });
    }
  });

  test('throw where another makes another call', async () => {
    const [first, second] = await inThreads([inCalls({ reduce: 2 }), inCalls({ reduce: 3 })]);
    expect(first).toEqual({
      error:
        'reduceMoments: replica 1 called reduceMoments with 6 values, this one reduceMoments with 4; ' +
        'all replicas must make the same calls in the same order',
    });
    expect(second).toMatchObject({ error: expect.stringContaining('replica 0') });
    const [other] = await inThreads([inCalls({ reduce: 2 }), inCalls({ sum: 4 })]);
    expect(other).toMatchObject({ error: expect.stringContaining('called sum with 4 values') });
  });

  test.each([
    ['ends', inCalls({ reduce: 2 }, 'exit'), /^reduceMoments: replica [01] has failed/],
    ['leaves', inCalls({ reduce: 2 }, 'leave'), /^reduceMoments: replica [01] has left the group; give all/],
  ])('throw where another %s', async (_, ending, message) => {
    const going = inCalls({ reduce: 2 }, { reduce: 2 });
    for (const replica of [0, 1]) {
      const tasks = replica === 0 ? [ending, going] : [going, ending];
      const answers = await inThreads(tasks);
      expect(answers[1 - replica]).toEqual({ error: expect.stringMatching(message) });
    }
  });

  test('exchange messages of many rounds, many times', async () => {
    const calls = inCalls(...Array.from({ length: 5 }, () => ({ sum: 70_000 })), { reduce: 20_000 });
    expect(await inThreads([calls, calls])).toEqual([{ done: true }, { done: true }]);
  });
});

describe('a group', () => {
  const ones = () => tf.ones<tf.Rank.R1>([2]);
  const moments = () => ({ mean: ones(), variance: ones(), count: 3 });

  test('that is smaller than said throws once the time is over', () => {
    const { shared } = createReplicas({ replicas: 2, timeout: 1 });
    const first = joinReplicas(shared, 0);
    expect(() => first.reduceMoments(moments())).toThrow(
      'reduceMoments: replica 1 has not joined the group within 1 ms; start a worker for each replica',
    );
    expect(() => first.sum({ x: tf.ones([1]) })).toThrow('sum: this replica has failed; see its own error');
    // The first had made its call, which counts; the next never comes.
    const late = joinReplicas(shared, 1);
    expect(late.reduceMoments(moments()).count).toBe(6);
    expect(() => late.reduceMoments(moments())).toThrow('replica 0 has failed');
  });

  test('that is larger than said is refused, and so is joining twice', () => {
    const { shared } = createReplicas({ replicas: 2 });
    joinReplicas(shared, 0);
    expect(() => joinReplicas(shared, 2)).toThrow('joinReplicas: replica must be');
    expect(() => joinReplicas(shared, 0)).toThrow('replica 0 has joined already');
  });

  test('of one reduces to what it was given, a batch without values too', () => {
    const alone = joinReplicas(createReplicas({ replicas: 1 }).shared, 0);
    const { mean, variance, count } = alone.reduceMoments(moments());
    expect([...mean.dataSync(), ...variance.dataSync(), count]).toEqual([1, 1, 1, 1, 3]);
    const empty = alone.reduceMoments({ ...moments(), count: 0 });
    expect([...empty.mean.dataSync(), empty.count]).toEqual([0, 0, 0]);
  });

  test('that was disposed of says so, to those that join as well', () => {
    const group = createReplicas({ replicas: 2 });
    const first = joinReplicas(group.shared, 0);
    group.dispose();
    expect(() => first.reduceMoments(moments())).toThrow('the group has been disposed of');
    expect(() => joinReplicas(group.shared, 1)).toThrow('the group has been disposed of');
  });

  test('refuses a backend that gives values with promises', async () => {
    const alone = joinReplicas(createReplicas({ replicas: 1 }).shared, 0);
    await tf.setBackend(PROMISED);
    expect(() => alone.reduceMoments(moments())).toThrow('train the replicas on "wasm"');
    await tf.setBackend('cpu');
  });
});
