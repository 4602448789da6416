import { checkFunction, checkOptions } from '@bnlab/arguments';
import * as tf from '@tensorflow/tfjs-core';
import { batchNormInference } from '../batch-norm-inference';
import { batchNormTraining } from '../batch-norm-training';
import { foldIntoWeights } from '../fold-into-weights';
import { mergeMoments } from '../merge-moments';
import { movingAverage } from '../moving-average';
import type { Batch, BatchNormImplementation, Channels } from './implementation';

export type { BatchNormImplementation } from './implementation';

/** Gamma and beta as tensors, each optional. */
export interface TensorAffine {
  gamma?: tf.Tensor | undefined;
  beta?: tf.Tensor | undefined;
  epsilon: number;
}

/** Batch normalization on tensors, with the channels on the last axis unless `axis` is given. */
export interface TensorBatchNorm {
  /** Normalizes with the batch statistics. Differentiable in x, gamma and beta. */
  training: (
    x: tf.Tensor,
    options: TensorAffine & { axis: number },
  ) => { output: tf.Tensor; mean: tf.Tensor; variance: tf.Tensor };
  /** Normalizes with the given mean and variance. */
  inference: (x: tf.Tensor, options: TensorAffine & { mean: tf.Tensor; variance: tf.Tensor }) => tf.Tensor;
}

/** The parts that {@link implementationOnTensors} derives. */
export type TensorImplementation = Required<
  Pick<BatchNormImplementation, 'training' | 'inference' | 'gradient' | 'trainingOnAxis'>
>;

/**
 * Adapts functions on tensors to the form that the laws check: converts plain numbers to tensors of the current backend
 * and back, and computes gradients with `tf.grads`. The result has no moving average, merging or folding;
 * {@link operations} has those of this package.
 *
 * @param batchNorm `training` and `inference` on tensors.
 */
export function implementationOnTensors(batchNorm: TensorBatchNorm): TensorImplementation {
  checkOptions('implementationOnTensors', batchNorm, ['training', 'inference'], 'batchNorm');
  const { training, inference } = batchNorm;
  checkFunction('implementationOnTensors', 'batchNorm.training', training);
  checkFunction('implementationOnTensors', 'batchNorm.inference', inference);
  return {
    async training(x, gamma, beta, epsilon) {
      const { output, mean, variance } = await read(() =>
        training(matrix(x, gamma), { ...affineOf(gamma, beta), epsilon, axis: -1 }),
      );
      return { y: rows(output), mean: mean.values, variance: variance.values };
    },

    async inference(x, mean, variance, gamma, beta, epsilon) {
      const { output } = await read(() => {
        const population = { mean: vector(mean), variance: vector(variance) };
        return {
          output: inference(matrix(x, mean), { ...population, ...affineOf(gamma, beta), epsilon }),
        };
      });
      return rows(output);
    },

    async gradient(x, gamma, beta, epsilon, dy) {
      const { dx, ...parameters } = await read(() => {
        const affine = affineOf(gamma, beta);
        const names = Object.keys(affine);
        const gradients = tf.grads((x: tf.Tensor, ...inputs: tf.Tensor[]) => {
          const options = Object.fromEntries(names.map((name, i) => [name, inputs[i]]));
          return training(x, { ...options, epsilon, axis: -1 }).output;
        })([matrix(x, gamma), ...Object.values(affine)], matrix(dy, gamma));
        const named = Object.fromEntries(names.map((name, i) => [name, gradients[i + 1]!]));
        return { dx: gradients[0]!, ...(named as { gamma?: tf.Tensor; beta?: tf.Tensor }) };
      });
      return { dx: rows(dx), dgamma: parameters.gamma?.values, dbeta: parameters.beta?.values };
    },

    async trainingOnAxis({ shape, values }, axis, gamma, beta, epsilon) {
      const { output, mean, variance } = await read(() => {
        const x = tf.tensor([...values], [...shape]);
        return training(x, { ...affineOf(gamma, beta), epsilon, axis });
      });
      return { y: output, mean: mean.values, variance: variance.values };
    },
  };
}

/** The functions of this package on the current backend, with all optional parts. */
export const operations: Required<BatchNormImplementation> = {
  ...implementationOnTensors({ training: batchNormTraining, inference: batchNormInference }),
  optionalGammaAndBeta: true,
  exactCentering: true,

  async movingAverage(average, value, momentum) {
    const { next } = await read(() => ({
      next: movingAverage(vector(average), vector(value), { momentum }),
    }));
    return next.values;
  },

  async mergeMoments(a, b) {
    let total = 0;
    const { mean, variance } = await read(() => {
      const [left, right] = [a, b].map(({ mean, variance, count }) => ({
        mean: vector(mean),
        variance: vector(variance),
        count,
      }));
      const { count, ...moments } = mergeMoments(left!, right!);
      total = count;
      return moments;
    });
    return { mean: mean.values, variance: variance.values, count: total };
  },

  async fold(kernel, bias, mean, variance, gamma, beta, epsilon) {
    const folded = await read(() => {
      const tensors = { bias, mean, variance, gamma, beta };
      const options = Object.fromEntries(
        Object.entries(tensors).map(([name, values]) => [name, vector(values)]),
      ) as { [name in keyof typeof tensors]: tf.Tensor1D };
      return foldIntoWeights(matrix(kernel, mean), { layer: 'dense', epsilon, ...options });
    });
    return { kernel: rows(folded.kernel), bias: folded.bias.values };
  },
};

interface Values {
  shape: number[];
  values: number[];
}

/**
 * Computes tensors, gives their values, and disposes of them. Reads with promises: some backends cannot wait for a graphics
 * card.
 */
async function read<Tensors extends { [name in keyof Tensors]?: tf.Tensor }>(
  compute: () => Tensors,
): Promise<{ [name in keyof Tensors]: Values }> {
  const tensors = tf.tidy(compute as () => tf.NamedTensorMap);
  try {
    const entries = Object.entries(tensors).map(async ([name, tensor]) => {
      const values = Array.from(await tensor.data());
      return [name, { shape: tensor.shape, values }] as const;
    });
    return Object.fromEntries(await Promise.all(entries)) as { [name in keyof Tensors]: Values };
  } finally {
    tf.dispose(tensors);
  }
}

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

/** A matrix as its rows. */
function rows({ shape, values }: Values): number[][] {
  const [count, width] = shape as [number, number];
  return Array.from({ length: count }, (_, i) => values.slice(i * width, (i + 1) * width));
}
