/** The statistics and weights of the channels of a layer; each array has one value per channel. */
export interface ChannelValues {
  gamma?: Float32Array | undefined;
  beta?: Float32Array | undefined;
  mean: Float32Array;
  variance: Float32Array;
  epsilon: number;
  /** The statistics of a batch, and the number of values per channel. */
  batch?: { mean: Float32Array; variance: Float32Array; count: number } | undefined;
}

/** A trouble that channels of a layer have. */
export interface BatchNormWarning {
  /**
   * - `not-finite`: a weight, or a statistic of the batch, is NaN or infinite.
   * - `dead-channel`: |gamma| is below 0.001, so that the output hardly depends on the input.
   * - `collapsed-variance`: the population's variance is below epsilon. The channel was all but constant: what differs from
   *   that by a little is blown up, up to 1 / sqrt(epsilon) times.
   * - `initial-statistics`: mean 0 and variance 1 in all channels, as before any training.
   * - `far-from-batch`: the batch's mean is more than half a standard deviation away from the population's, or one variance
   *   is more than twice the other, beyond what chance explains for so few values.
   */
  kind: 'not-finite' | 'dead-channel' | 'collapsed-variance' | 'initial-statistics' | 'far-from-batch';
  /** The channels, from 0. */
  channels: number[];
  /** The same in words, with what to do. */
  message: string;
}

const SMALLEST_GAMMA = 1e-3;
/** Standard errors that chance is given. */
const TOLERANCE = 4;

const checks: Record<
  BatchNormWarning['kind'],
  { message: string; isTrouble: (values: ChannelValues, channel: number) => boolean }
> = {
  'not-finite': {
    message: 'values are NaN or infinite: look for the batch that brought them, or lower the learning rate',
    isTrouble({ gamma, beta, mean, variance, batch }, channel) {
      const all = [gamma, beta, mean, variance, batch?.mean, batch?.variance];
      return all.some((values) => values !== undefined && !Number.isFinite(values[channel]));
    },
  },
  'dead-channel': {
    message: 'gamma is all but 0, so that the input no longer matters: the channel can be pruned',
    isTrouble: ({ gamma }, channel) => gamma !== undefined && Math.abs(gamma[channel]!) < SMALLEST_GAMMA,
  },
  'collapsed-variance': {
    message:
      'the variance is below epsilon: the layer before gives a constant, or epsilon is too large for it',
    isTrouble: ({ variance, epsilon }, channel) => variance[channel]! < epsilon,
  },
  'initial-statistics': {
    message: 'mean 0 and variance 1: train the model, or recalibrate it, before it predicts',
    isTrouble: ({ mean, variance }) =>
      mean.every((value) => value === 0) && variance.every((value) => value === 1),
  },
  'far-from-batch': {
    message: 'the batch is not like the population: recalibrate the model, or look at how the data differ',
    isTrouble({ mean, variance, epsilon, batch }, channel) {
      if (!batch || batch.count < 2) return false;
      const deviation = Math.sqrt(batch.variance[channel]! + epsilon);
      const distance = Math.abs(mean[channel]! - batch.mean[channel]!) / deviation;
      const ratio = (variance[channel]! + epsilon) / (batch.variance[channel]! + epsilon);
      const [errorOfMean, errorOfVariance] = [1 / Math.sqrt(batch.count), Math.sqrt(2 / batch.count)];
      const isFar = distance > 0.5 + TOLERANCE * errorOfMean;
      return isFar || Math.abs(Math.log(ratio)) > Math.LN2 + TOLERANCE * errorOfVariance;
    },
  },
};

/** The troubles of a layer, if any. */
export function warningsOf(values: ChannelValues): BatchNormWarning[] {
  const channels = Array.from(values.mean, (_, channel) => channel);
  const kinds = Object.keys(checks) as BatchNormWarning['kind'][];
  const found = kinds.map((kind) => {
    const { message, isTrouble } = checks[kind];
    return { kind, channels: channels.filter((channel) => isTrouble(values, channel)), message };
  });
  return found.filter((warning) => warning.channels.length > 0);
}
