import { movingAverage } from '@bnlab/core';
import type * as tf from '@tensorflow/tfjs-core';
import type { LayerVariables } from './layer-variables';

/** Lets the population's statistics of a layer follow those of a batch: average = momentum average + (1 - momentum) batch. */
export function movePopulation(
  { populationMean, populationVariance }: LayerVariables,
  batch: { mean: tf.Tensor; variance: tf.Tensor },
  momentum: number,
): void {
  populationMean!.assign(movingAverage(populationMean!, batch.mean, { momentum }));
  populationVariance!.assign(movingAverage(populationVariance!, batch.variance, { momentum }));
}
