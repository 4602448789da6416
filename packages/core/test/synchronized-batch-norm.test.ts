import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import type { Moments } from '../src/moments';
import { batchNormTraining } from '../src/batch-norm-training';
import { mergeMoments } from '../src/merge-moments';
import { synchronizedBatchNormTraining } from '../src/synchronized-batch-norm';
import { describeOnBackends } from './support/backends';
import { cases } from './support/cases';
import { expectClose, expectTensorsMade } from './support/matchers';
import { gradientsOf, tensorsOf } from './support/tensors';

type Named = { x?: tf.Tensor; gamma?: tf.Tensor; beta?: tf.Tensor };

/**
 * Runs replicas that wait for each other, one after the other: each call of the reduction writes what the replica has on
 * a board and reads what the others wrote the time before. After as many rounds as there are calls, and one more, every
 * replica has read what all wrote last.
 */
function runTogether<T>(
  replicas: number,
  run: (replica: number, reduce: (local: Moments) => Moments) => T,
): T[] {
  const board: { mean: number[]; variance: number[]; count: number }[][] = [];
  const rounds = 3;
  let results: T[] = [];
  for (let round = 0; round < rounds; round++) {
    results = Array.from({ length: replicas }, (_, replica) => {
      let call = 0;
      return run(replica, ({ mean, variance, count }) => {
        const written = (board[call++] ??= []);
        const numbers = { mean: [...mean.dataSync()], variance: [...variance.dataSync()], count };
        written[replica] = numbers;
        return written
          .filter((moments) => moments !== undefined)
          .map((moments): Moments => ({
            mean: tf.tensor1d(moments.mean),
            variance: tf.tensor1d(moments.variance),
            count: moments.count,
          }))
          .reduce((a, b) => mergeMoments(a, b));
      });
    });
  }
  return results;
}

const shardedCases = cases
  .filter(({ shape, axis }) => axis !== 0 && axis !== -shape.length)
  .chain((testCase) =>
    fc.record({ testCase: fc.constant(testCase), cut: fc.nat({ max: testCase.shape[0]! }) }),
  );

describeOnBackends('synchronizedBatchNormTraining', () => {
  test('two replicas with a share each do what one does with the whole batch', () => {
    fc.assert(
      fc.property(shardedCases, ({ testCase, cut }) => {
        const { shape, axis, upstream, epsilon } = testCase;
        tf.tidy(() => {
          const whole = tensorsOf(testCase);
          const dy = tf.tensor(upstream, shape);
          const sizes = [cut, shape[0]! - cut];
          const share = (tensor: tf.Tensor, replica: number) => tf.split(tensor, sizes)[replica]!;
          const options = { axis, epsilon };
          const outputs = runTogether(2, (replica, reduceMoments) => {
            const { x, ...affine } = { ...whole, x: share(whole.x, replica) };
            return synchronizedBatchNormTraining(x, { reduceMoments, ...affine, ...options });
          });
          const { x, ...affine } = whole;
          const expected = batchNormTraining(x, { ...affine, ...options });
          expectClose(tf.concat(outputs.map(({ output }) => output)).dataSync(), expected.output.dataSync());
          for (const { mean, variance, count } of outputs) {
            expectClose(mean.dataSync(), expected.mean.dataSync());
            expectClose(variance.dataSync(), expected.variance.dataSync());
            expect(count).toBe(x.size / mean.size);
          }

          const gradients = runTogether(2, (replica, reduceMoments) =>
            gradientsOf<keyof Named>(
              { ...whole, x: share(whole.x, replica) },
              ({ x, ...affine }) =>
                synchronizedBatchNormTraining(x!, { reduceMoments, ...affine, ...options }).output,
              share(dy, replica),
            ),
          );
          const one = gradientsOf<keyof Named>(
            whole,
            ({ x, ...affine }) => batchNormTraining(x!, { ...affine, ...options }).output,
            dy,
          );
          expectClose(
            gradients.flatMap(({ x }) => x!),
            one.x!,
            1e-3,
          );
          for (const name of ['gamma', 'beta'] as const) {
            const sum = one[name]?.map((_, c) => gradients.reduce((total, own) => total + own[name]![c]!, 0));
            expectClose(sum ?? [], one[name] ?? [], 1e-3);
          }
        });
      }),
    );
  });

  test('leaks nothing, and refuses what it cannot do', () => {
    const x = tf.tensor2d([[1], [2]]);
    const reduceMoments = (local: Moments) => local;
    const { output, mean, variance } = expectTensorsMade(3, () =>
      synchronizedBatchNormTraining(x, { reduceMoments }),
    );
    expectClose(output.dataSync(), batchNormTraining(x).output.dataSync());
    tf.dispose([output, mean, variance]);
    expect(() => synchronizedBatchNormTraining(x, {} as never)).toThrow(
      'synchronizedBatchNormTraining: reduceMoments must be a function of moments, got undefined',
    );
    const broken = () => ({ mean: tf.zeros<tf.Rank.R1>([2]), variance: tf.zeros<tf.Rank.R1>([2]), count: 2 });
    expect(() => synchronizedBatchNormTraining(x, { reduceMoments: broken })).toThrow(
      'mean from reduceMoments must have the shape of the moments that it was given, [1], got [2]',
    );
    const gradient = tf.grad((x) => synchronizedBatchNormTraining(x, { reduceMoments }).output);
    expect(() => tf.grad((x) => gradient(x))(x)).toThrow('its gradient cannot be differentiated again');
  });
});
