import { referenceGradient, referenceInference, referenceTraining } from '../reference';
import { batchOfTensor, tensorOfBatch } from './plain-tensor';
import type { BatchNormImplementation } from './implementation';

/** The float64 reference, with all optional parts. It passes every law. */
export const referenceImplementation: Required<BatchNormImplementation> = {
  training: referenceTraining,
  inference: referenceInference,
  gradient: (x, gamma, _beta, epsilon, dy) => referenceGradient(x, gamma, epsilon, dy),
  optionalGammaAndBeta: true,
  exactCentering: true,

  movingAverage: (average, value, momentum) =>
    average.map((old, c) => momentum * old + (1 - momentum) * value[c]!),

  mergeMoments(a, b) {
    const count = a.count + b.count;
    const share = count === 0 ? 0 : b.count / count;
    const mean = a.mean.map((value, c) => value + share * (b.mean[c]! - value));
    const variance = a.variance.map((value, c) => {
      const between = share * (1 - share) * (b.mean[c]! - a.mean[c]!) ** 2;
      return (1 - share) * value + share * b.variance[c]! + between;
    });
    return { mean, variance, count };
  },

  fold(kernel, bias, mean, variance, gamma, beta, epsilon) {
    const scale = gamma.map((value, c) => value / Math.sqrt(variance[c]! + epsilon));
    return {
      kernel: kernel.map((row) => row.map((weight, c) => weight * scale[c]!)),
      bias: bias.map((value, c) => beta[c]! + (value - mean[c]!) * scale[c]!),
    };
  },

  trainingOnAxis(x, axis, gamma, beta, epsilon) {
    const { y, mean, variance } = referenceTraining(batchOfTensor(x, axis), gamma, beta, epsilon);
    return { y: tensorOfBatch(y, x.shape, axis), mean, variance };
  },
};
