import { checkFunction, checkOptions } from '@bnlab/arguments';
import * as tf from '@tensorflow/tfjs-core';
import { batchNormInference } from '../batch-norm-inference';
import { batchNormTraining } from '../batch-norm-training';
import { foldIntoWeights } from '../fold-into-weights';
import { mergeMoments } from '../merge-moments';
import { movingAverage } from '../moving-average';
import type { Batch, BatchNormImplementation, Channels } from './implementation';

export type { BatchNormImplementation } from './implementation';

/** Gamma and beta as tensors, each only if given. */
export interface TensorAffine {
  gamma?: tf.Tensor | undefined;
  beta?: tf.Tensor | undefined;
  epsilon: number;
}

/** Batch normalization on tensors, with the channels on the last axis unless told otherwise. */
export interface TensorBatchNorm {
  /** Differentiable in x, gamma and beta. */
  training: (
    x: tf.Tensor,
    options: TensorAffine & { axis: number },
  ) => { output: tf.Tensor; mean: tf.Tensor; variance: tf.Tensor };
  /** With the mean and variance that it is given. */
  inference: (x: tf.Tensor, options: TensorAffine & { mean: tf.Tensor; variance: tf.Tensor }) => tf.Tensor;
}

/** The parts of an implementation that functions on tensors make. */
export type TensorImplementation = Required<
  Pick<BatchNormImplementation, 'training' | 'inference' | 'gradient' | 'trainingOnAxis'>
>;

/**
 * An implementation in plain numbers, as the laws ask for it, made of functions on tensors: it turns numbers into
 * tensors of the current backend and back, and takes gradients with `tf.grads`. The parts that a layer does not have
 * (moving average, merging, folding) are not there; {@link operations} has those of this package.
 *
 * @param batchNorm `training` and `inference` on tensors.
 */
export function implementationOnTensors(batchNorm: TensorBatchNorm): TensorImplementation {
  checkOptions('implementationOnTensors', batchNorm, ['training', 'inference'], 'batchNorm');
  const { training, inference } = batchNorm;
  checkFunction('implementationOnTensors', 'batchNorm.training', training);
  checkFunction('implementationOnTensors', 'batchNorm.inference', inference);
  return {
    training: (x, gamma, beta, epsilon) =>
      tf.tidy(() => {
        const options = { ...affineOf(gamma, beta), epsilon, axis: -1 };
        const { output, mean, variance } = training(matrix(x, gamma), options);
        return { y: rows(output), mean: numbers(mean), variance: numbers(variance) };
      }),

    inference: (x, mean, variance, gamma, beta, epsilon) =>
      tf.tidy(() => {
        const population = { mean: vector(mean), variance: vector(variance) };
        return rows(inference(matrix(x, mean), { ...population, ...affineOf(gamma, beta), epsilon }));
      }),

    gradient: (x, gamma, beta, epsilon, dy) =>
      tf.tidy(() => {
        const affine = affineOf(gamma, beta);
        const names = Object.keys(affine);
        const gradients = tf.grads((x: tf.Tensor, ...inputs: tf.Tensor[]) => {
          const options = Object.fromEntries(names.map((name, i) => [name, inputs[i]]));
          return training(x, { ...options, epsilon, axis: -1 }).output;
        })([matrix(x, gamma), ...Object.values(affine)], matrix(dy, gamma));
        const byName = new Map(names.map((name, i) => [name, gradients[i + 1]!]));
        const parameter = (name: string) => byName.has(name) && numbers(byName.get(name)!);
        return {
          dx: rows(gradients[0]!),
          dgamma: parameter('gamma') || undefined,
          dbeta: parameter('beta') || undefined,
        };
      }),

    trainingOnAxis: ({ shape, values }, axis, gamma, beta, epsilon) =>
      tf.tidy(() => {
        const x = tf.tensor([...values], [...shape]);
        const { output, mean, variance } = training(x, { ...affineOf(gamma, beta), epsilon, axis });
        const y = { shape: output.shape, values: numbers(output) };
        return { y, mean: numbers(mean), variance: numbers(variance) };
      }),
  };
}

/** The operations of this package, on the current backend, with all that the laws ask for. */
export const operations: Required<BatchNormImplementation> = {
  ...implementationOnTensors({ training: batchNormTraining, inference: batchNormInference }),
  optionalGammaAndBeta: true,
  exactCentering: true,

  movingAverage: (average, value, momentum) =>
    tf.tidy(() => numbers(movingAverage(vector(average), vector(value), { momentum }))),

  mergeMoments: (a, b) =>
    tf.tidy(() => {
      const [left, right] = [a, b].map(({ mean, variance, count }) => ({
        mean: vector(mean),
        variance: vector(variance),
        count,
      }));
      const { mean, variance, count } = mergeMoments(left!, right!);
      return { mean: numbers(mean), variance: numbers(variance), count };
    }),

  fold: (kernel, bias, mean, variance, gamma, beta, epsilon) =>
    tf.tidy(() => {
      const tensors = { bias, mean, variance, gamma, beta };
      const options = Object.fromEntries(
        Object.entries(tensors).map(([name, values]) => [name, vector(values)]),
      );
      const folded = foldIntoWeights(matrix(kernel, mean), {
        layer: 'dense',
        epsilon,
        ...(options as { [name in keyof typeof tensors]: tf.Tensor1D }),
      });
      return { kernel: rows(folded.kernel), bias: numbers(folded.bias) };
    }),
};

function vector(values: Channels): tf.Tensor1D {
  return tf.tensor1d([...values]);
}

/** A batch as [examples, channels]. */
function matrix(x: Batch, channels: Channels | undefined): tf.Tensor2D {
  const width = x[0]?.length ?? channels?.length ?? 0;
  return tf.tensor2d(x.flat(), [x.length, width]);
}

function affineOf(
  gamma: Channels | undefined,
  beta: Channels | undefined,
): { gamma?: tf.Tensor; beta?: tf.Tensor } {
  return { ...(gamma && { gamma: vector(gamma) }), ...(beta && { beta: vector(beta) }) };
}

function numbers(tensor: tf.Tensor): number[] {
  return Array.from(tensor.dataSync());
}

function rows(tensor: tf.Tensor): number[][] {
  return tensor.arraySync() as number[][];
}
