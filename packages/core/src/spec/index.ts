// The laws, and who keeps them.
export { laws } from './laws';
export type { Law, Precision } from './law';
export { checkBatchNorm, type CheckOptions, type Verdict } from './check-batch-norm';
export { describeBatchNorm, type DescribeOptions, type TestRunner } from './describe-batch-norm';

// What they are about.
export type {
  Batch,
  BatchNormImplementation,
  Channels,
  OptionalPart,
  PlainMoments,
  PlainTensor,
} from './implementation';

// An implementation that keeps them all, and some that do not.
export { referenceImplementation } from './reference-implementation';
export { type Mistake, mistakes } from './mistakes';
