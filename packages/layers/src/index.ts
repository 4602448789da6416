import './layers/register';
import './io/register-file-system';

// Layers.
export { BatchNormalization, batchNormalization } from './layers/batch-normalization';
export type { BatchNormalizationConfig } from './layers/batch-normalization-config';
export {
  GroupNormalization,
  groupNormalization,
  type GroupNormalizationConfig,
} from './layers/group-normalization';
export {
  BatchNormGRUCell,
  batchNormGRUCell,
  type BatchNormGRUCellConfig,
} from './layers/recurrent/batch-norm-gru-cell';
export {
  BatchNormLSTMCell,
  batchNormLSTMCell,
  type BatchNormLSTMCellConfig,
} from './layers/recurrent/batch-norm-lstm-cell';
export {
  BatchNormSimpleRNNCell,
  batchNormSimpleRNNCell,
} from './layers/recurrent/batch-norm-simple-rnn-cell';
export type { BatchNormCellConfig } from './layers/recurrent/cell-config';

// Tools for whole models.
export { convertToBnlab } from './tools/convert-to-bnlab';
export { foldBatchNorm, type FoldModelOptions } from './tools/fold-batch-norm';
export { freezeBatchNorm, unfreezeBatchNorm } from './tools/freeze-batch-norm';
export { recalibrate, type RecalibrateOptions } from './tools/recalibrate';
export {
  type BatchNormLayerSummary,
  type BatchNormSummary,
  summarizeBatchNorm,
  type SummarizeOptions,
  type ValueRange,
} from './tools/summarize-batch-norm';
export type { BatchNormWarning } from './tools/batch-norm-warnings';
export type { DatasetLike, ModelBatch, ModelData, ModelInputs } from './tools/batches';

// The network of the lesson.
export { BackendError, backendNames, useBackend } from './backend';
export { fileSystem } from './io/file-system';
export { activationNames, type Activation } from './neural-net/activation';
export type {
  Distribution,
  Histogram,
  LayerObservation,
  Observation,
  ObservationOptions,
} from '@bnlab/kernels';
export type { EngineName, Evaluation, Statistics } from './neural-net/engine';
export type {
  FullyConnected,
  FullyConnectedLayer,
  FullyConnectedOptions,
  LayerPass,
} from './neural-net/fully-connected/fully-connected';
export { createVariables, type LayerVariables } from './neural-net/fully-connected/layer-variables';
export { fullyConnectedNames, type FullyConnectedName } from './neural-net/fully-connected/spellings';
export type { Examples, ExampleStream } from './neural-net/examples';
export { digestState } from './neural-net/digest-state';
export { normalWeights, type NormalWeightsOptions } from './neural-net/initial-weights';
export type { Matrix } from './neural-net/matrix';
export type {
  BatchNormPlacement,
  NetworkDescription,
  NetworkOptions,
} from './neural-net/network-description';
export type { LayerSlots, LayerState, NetworkState } from './neural-net/network-state';
export type { EngineOptions } from './neural-net/create-engine';
export { NeuralNet, type NeuralNetOptions } from './neural-net/neural-net';
export type { Optimizer, OptimizerOptions } from './neural-net/optimizer';
export type { TrainingOptions, TrainingProgress } from './neural-net/train';
