import * as tf from '@tensorflow/tfjs';
import { batchNormalization } from '../../src/layers/batch-normalization';
import type { SharedReplicas } from '../../src/replicas/exchange';
import { joinReplicas } from '../../src/replicas/join-replicas';

/** What a replica does, one after the other: a call of so many values, or its own end. */
export type ReplicaCall = { reduce: number } | { sum: number } | 'exit' | 'leave';

/** What a worker is started with. */
export interface ReplicaTask {
  shared: SharedReplicas;
  replica: number;
  /** Rows of its part of the batch. */
  x?: number[][];
  calls?: ReplicaCall[];
}

export interface ReplicaStep {
  output: number[];
  /** Of sum(output * rows of 1, 2, 3 ...), with respect to x. */
  dx: number[];
  /** Summed over all replicas. */
  gradients: Record<string, number[]>;
  mean: number[];
  variance: number[];
}

/** A step of the layer on rows, alone or with others. */
export function step(x: number[][], replica?: ReturnType<typeof joinReplicas>): ReplicaStep {
  const layer = batchNormalization({ momentum: 0.5, reduceMoments: replica?.reduceMoments });
  const input = tf.tensor2d(x);
  const values = (tensor: tf.Tensor) => Array.from(tensor.dataSync());
  layer.build(input.shape);
  let output: number[] = [];
  const loss = (rows: tf.Tensor) => {
    const y = layer.apply(rows, { training: true }) as tf.Tensor;
    output = values(y);
    return tf.sum(tf.mul(tf.square(y), rows));
  };
  const [dx] = tf.grads((rows: tf.Tensor) => loss(rows))([input]);
  const { grads } = tf.variableGrads(() => loss(input).asScalar());
  const named = Object.fromEntries(
    Object.values(grads).map((gradient, i) => [['gamma', 'beta'][i]!, gradient]),
  );
  const summed = replica ? replica.sum(named) : named;
  return {
    ...{ output, dx: values(dx!) },
    gradients: Object.fromEntries(Object.entries(summed).map(([name, sum]) => [name, values(sum)])),
    ...{ mean: values(layer.movingMean.read()), variance: values(layer.movingVariance.read()) },
  };
}

/** What a worker answers. */
export type ReplicaAnswer = ReplicaStep | { error: string } | { done: true };

/** Runs a task; `exit` ends the worker. */
export async function runReplica(
  { shared, replica: index, x, calls = [] }: ReplicaTask,
  exit: () => void,
): Promise<ReplicaAnswer> {
  tf.env().set('PROD', true);
  await tf.setBackend('cpu');
  try {
    const replica = joinReplicas(shared, index);
    if (x) return step(x, replica);
    for (const call of calls) {
      if (call === 'exit') exit();
      else if (call === 'leave') replica.leave();
      else if ('sum' in call) replica.sum({ values: tf.ones([call.sum]) });
      else
        replica.reduceMoments({ mean: tf.ones([call.reduce]), variance: tf.ones([call.reduce]), count: 2 });
    }
    return { done: true };
  } catch (error) {
    return { error: (error as Error).message };
  }
}
