import * as tf from '@tensorflow/tfjs';
import { checkAxis, checkEpsilon, checkOptions, checkPerChannel, checkTensor } from './arguments';
import { centerChannels } from './batch-moments';
import { channelView, perChannel, toView } from './channel-view';

export interface BatchNormTrainingOptions {
  /** Scale, [channels]. Default: no scale, as if all ones. */
  gamma?: tf.Tensor;
  /** Shift, [channels]. Default: no shift, as if all zeros. */
  beta?: tf.Tensor;
  /** Channel axis, an integer in [-rank, rank). Default -1. */
  axis?: number;
  /** Added to the variance before the root; finite, above 0. Default 1e-3. */
  epsilon?: number;
}

export interface BatchNormTrainingResult {
  /** gamma * xHat + beta, in the shape of x. */
  output: tf.Tensor;
  /** The batch's mean, [channels]. A constant to automatic differentiation. */
  mean: tf.Tensor1D;
  /** The batch's biased variance, [channels]. A constant to automatic differentiation. */
  variance: tf.Tensor1D;
}

/**
 * output = gamma * xHat + beta, where xHat = (x - mean) / sqrt(variance + epsilon) and mean and variance are those of
 * this batch: batch normalization as it trains.
 *
 * The gradient is in closed form. With g = dL/doutput, m values a channel and sums over every axis but the channel's:
 *
 *     dbeta  = sum(g)
 *     dgamma = sum(g * xHat)
 *     dx     = gamma / sqrt(variance + epsilon) * (g - dbeta / m - xHat * dgamma / m)
 *
 * The last line has three terms because x reaches the output three ways: directly, through the mean, and through the
 * variance. Source: Ioffe and Szegedy 2015, section 3, with the chain rule's terms collected.
 *
 * @param x Tensor of rank 2 to 6, float32.
 * @returns Output, mean and variance, to be disposed of by the caller.
 * @throws ArgumentError if an argument is not as described, or an option's name is not known.
 */
export function batchNormTraining(
  x: tf.Tensor,
  options: BatchNormTrainingOptions = {},
): BatchNormTrainingResult {
  checkTensor('batchNormTraining', 'x', x, { minRank: 2 });
  checkOptions('batchNormTraining', options, ['gamma', 'beta', 'axis', 'epsilon']);
  const { gamma, beta, axis = -1, epsilon = 1e-3 } = options;
  checkAxis('batchNormTraining', axis, x.rank);
  checkEpsilon('batchNormTraining', epsilon);
  const view = channelView(x.shape, axis);
  if (gamma) checkPerChannel('batchNormTraining', 'gamma', gamma, view.channels);
  if (beta) checkPerChannel('batchNormTraining', 'beta', beta, view.channels);

  return tf.tidy(() => {
    // customGrad returns one tensor; the statistics leave its scope by being kept, and join ours as clones.
    let statistics: tf.Tensor1D[] = [];
    const normalize = tf.customGrad((...args) => {
      const save = args.pop() as tf.GradSaveFunc;
      const { centered, mean, variance } = centerChannels(toView(x, view));
      statistics = [tf.keep(mean), tf.keep(variance)];
      const inverseDeviation = variance.add(epsilon).rsqrt();
      const xHat = centered.mul(perChannel(inverseDeviation));
      const scaled = gamma ? xHat.mul(perChannel(gamma)) : xHat;
      const value = (beta ? scaled.add(perChannel(beta)) : scaled).reshape(x.shape);
      save(gamma ? [xHat, inverseDeviation, gamma] : [xHat, inverseDeviation]);
      const gradFunc = (dy: tf.Tensor, [xHat, inverseDeviation, gamma]: tf.Tensor[]) => {
        if (view.count === 0)
          return [x, gamma, beta].filter((t) => t !== undefined).map((t) => tf.zerosLike(t));
        const g = toView(dy, view);
        const dbeta = g.sum([0, 2]);
        const dgamma = g.mul(xHat!).sum([0, 2]);
        const scale = gamma ? inverseDeviation!.mul(gamma) : inverseDeviation!;
        const dx = g
          .sub(perChannel(dbeta.div(view.count)))
          .sub(xHat!.mul(perChannel(dgamma.div(view.count))))
          .mul(perChannel(scale))
          .reshape(x.shape);
        return [dx, ...(gamma ? [dgamma] : []), ...(beta ? [dbeta] : [])];
      };
      return { value, gradFunc };
    });
    const output = normalize(x, ...(gamma ? [gamma] : []), ...(beta ? [beta] : []));
    const [mean, variance] = statistics.map((kept) => {
      const clone = kept.clone();
      kept.dispose();
      return clone;
    });
    return { output, mean: mean!, variance: variance! };
  });
}
