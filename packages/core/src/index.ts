export { batchMoments, type Moments } from './batch-moments';
export {
  batchNormTraining,
  type BatchNormTrainingOptions,
  type BatchNormTrainingResult,
} from './batch-norm-training';
export { batchNormInference, type BatchNormInferenceOptions } from './batch-norm-inference';
export { movingAverage } from './moving-average';
export { ArgumentError } from './arguments';
export { fusedKernelNames } from './fused-kernels';
