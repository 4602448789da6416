// How does a layer normalize, in training and at inference?
export { batchNormTraining, type BatchNormTrainingResult } from './batch-norm-training';
export { batchNormInference, type BatchNormInferenceOptions } from './batch-norm-inference';
export type { BatchNormOptions } from './batch-norm-arguments';

// What are its equations, one by one?
export { batchMoments } from './batch-moments';
export type { Moments } from './moments';
export { normalize, type NormalizeOptions } from './normalize';
export { scaleShift, type ScaleShiftOptions } from './scale-shift';

// What are the statistics of a population, given those of batches?
export { movingAverage } from './moving-average';
export {
  initialPopulation,
  type PopulationStatistics,
  unbiasedVariance,
  updatePopulation,
  type UpdatePopulationOptions,
} from './population-statistics';
export { mergeMoments } from './merge-moments';
export { momentsOfBatches } from './moments-of-batches';

// What if batches are small, masked, split over replicas, or sequences?
export {
  batchRenormLimits,
  type BatchRenormOptions,
  type BatchRenormSchedule,
  batchRenormTraining,
} from './batch-renorm';
export {
  type GhostBatchNormOptions,
  type GhostBatchNormResult,
  ghostBatchNormTraining,
} from './ghost-batch-norm';
export { weightedMoments, type WeightedMomentsOptions } from './weighted-moments';
export { type WeightedBatchNormOptions, weightedBatchNormTraining } from './weighted-batch-norm';
export {
  type ReduceMoments,
  type SynchronizedBatchNormOptions,
  synchronizedBatchNormTraining,
} from './synchronized-batch-norm';
export {
  timeStepBatchNormInference,
  timeStepBatchNormTraining,
  type TimeStepOptions,
  type TimeStepStatistics,
  updateTimeSteps,
} from './time-step-batch-norm';
export { groupNorm, type GroupNormOptions } from './group-norm';

// How does a trained layer go into the weights of the one before it?
export { foldIntoWeights, type FoldableLayer, type FoldIntoWeightsOptions } from './fold-into-weights';

// What is right? The same in float64 on plain arrays.
export type { Batch, Channels } from './plain-values';
export { referenceGradient, referenceInference, referenceMoments, referenceTraining } from './reference';

// Which kernels may another package register?
export { fusedKernelNames } from './fused-kernels';

// What do refusals throw?
export { ArgumentError } from '@bnlab/arguments';
