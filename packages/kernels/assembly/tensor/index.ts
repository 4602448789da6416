/*
 * Kernels on tensors in a memory that belongs to someone else: no static data and no stack of this module's own, every
 * address is passed in.
 */
export { batchNormInference } from './batch-norm-inference';
export { batchNormTraining } from './batch-norm-training';
export { batchNormTrainingGradient } from './batch-norm-training-gradient';
export { convolutionGradient } from './convolution-gradient';
export { matrixProduct, matrixProductScratch } from './matrix-product';
export { elementGradient, softmaxGradient } from './element-gradients';
export { adamStep, descend } from './optimizer-steps';
export { segmentSum } from './segment-sum';
export { convolution3dFilterGradient, convolution3dInputGradient, maximum, maximumGradient } from './windows';
