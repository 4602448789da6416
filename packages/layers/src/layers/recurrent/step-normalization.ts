import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { batchNormInference, batchNormTraining } from '@bnlab/core';
import { BatchCount } from '../batch-count';
import { type BatchPolicies, statisticsInUse } from '../batch-policies';
import { type MovingStatisticsOptions, updateMovingStatistics } from '../moving-statistics';

/** The weights of one normalization in a recurrent cell. */
export interface StepWeights {
  /** [channels], shared by the time steps. */
  gamma: tfl.LayerVariable;
  /** [channels], shared by the time steps. */
  beta?: tfl.LayerVariable | undefined;
  /** [maxSteps, channels] */
  movingMean: tfl.LayerVariable;
  /** [maxSteps, channels] */
  movingVariance: tfl.LayerVariable;
}

/** How a cell normalizes; the same for each of its normalizations. */
export interface StepOptions extends Omit<MovingStatisticsOptions, 'batchesSeen' | 'momentum'> {
  onSingleValue: BatchPolicies['onSingleValue'];
  /** Called when a batch has one value per channel, if the policy is to say so. */
  onOneValue: () => void;
  layerName: string;
  momentum: number;
  epsilon: number;
}

/** Where a sequence is, and whether it is being learned from. */
export interface Step {
  /** The time step, from 0. */
  index: number;
  isTraining: boolean;
}

/**
 * Batch normalization within a recurrent cell: x, [batch, channels], at one time step, with the statistics of that step.
 * At inference, steps past the last that has statistics use those of the last.
 */
export function normalizeStep(
  x: tf.Tensor,
  weights: StepWeights,
  { index, isTraining }: Step,
  options: StepOptions,
): tf.Tensor {
  const { functionName, layerName, epsilon, onSingleValue, onOneValue, lateError } = options;
  lateError.throwIfAny();
  const [gamma, beta] = [weights.gamma.read(), weights.beta?.read()];
  const [maxSteps, channels] = weights.movingMean.shape as [number, number];
  const batch = { layerName, count: x.shape[0], warn: onOneValue };
  const inUse = isTraining ? statisticsInUse(functionName, batch, onSingleValue) : undefined;
  if (inUse?.ofBatch) {
    const { output, ...statistics } = batchNormTraining(x, { gamma, beta, epsilon });
    if (inUse.isFollowed && index < maxSteps) {
      const moving = {
        mean: weights.movingMean,
        variance: weights.movingVariance,
        population: index,
        channels,
      };
      updateMovingStatistics(
        moving,
        { ...statistics, counts: [x.shape[0]] },
        { ...options, batchesSeen: new BatchCount(0) },
      );
    }
    return output;
  }
  const row = Math.min(index, maxSteps - 1);
  const populationOf = (variable: tfl.LayerVariable) =>
    tf.reshape(tf.slice(variable.read(), row, 1), [channels]);
  const [mean, variance] = [populationOf(weights.movingMean), populationOf(weights.movingVariance)];
  return batchNormInference(x, { mean, variance, gamma, beta, epsilon });
}
