import './layers/register';
import './io/register-file-system';

// Which layer takes the place of `tf.layers.batchNormalization`?
export { BatchNormalization, batchNormalization } from './layers/batch-normalization';
export type { BatchNormalizationConfig } from './layers/batch-normalization-config';

// Which layer needs no batch?
export {
  GroupNormalization,
  groupNormalization,
  type GroupNormalizationConfig,
} from './layers/group-normalization';

// Which cells go into `tf.layers.rnn({ cell })`?
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

// What can be done with the batch norm of a whole model?
export { convertToBnlab } from './tools/convert-to-bnlab';
export { foldBatchNorm, type FoldModelOptions } from './tools/fold-batch-norm';
export { freezeBatchNorm, unfreezeBatchNorm } from './tools/freeze-batch-norm';
export { adaptStatistics, type AdaptedStatistics, type AdaptOptions } from './tools/adapt-statistics';
export { useStatistics } from './tools/use-statistics';
export { recalibrate, type RecalibrateOptions } from './tools/recalibrate';
export { summarizeBatchNorm, type SummarizeOptions } from './tools/summarize-batch-norm';
export type { BatchNormLayerSummary, BatchNormSummary, ValueRange } from './tools/batch-norm-summary';
export type { BatchNormWarning } from './tools/batch-norm-warnings';
export type { DatasetLike, ModelBatch, ModelData, ModelInputs } from './tools/batches';

// How do replicas in workers share statistics?
export { createReplicas, type ReplicaGroup, type ReplicasOptions } from './replicas/replica-group';
export type { WatchedWorker } from './replicas/replica-group';
export { joinReplicas, type Replica } from './replicas/join-replicas';
export type { SharedReplicas } from './replicas/exchange';

// Where are models saved, and what do they run on?
export { fileSystem } from './io/file-system';
export { keras3 } from './io/keras3';
export { BackendError, backendNames, useBackend } from './backend';

// How is a model of your own trained in compiled WebAssembly?
export { CompiledModel, compileTraining, type CompileTrainingOptions } from './compiled-model/compiled-model';
export type { FitHistory, FitOptions } from './layered-net/fit';
export type { BatchLogs, EpochLogs, FitCallbacks } from './layered-net/fit-callbacks';
export type { FitValues } from './layered-net/examples-of';
export { cosineRate, stepRate } from '@bnlab/kernels';
export type {
  ConvolutionMethod,
  GraphExamples,
  GraphLoss,
  GraphOptimizer,
  GraphValues,
  LayerDescription,
  LearningRate,
} from '@bnlab/kernels';

// How is a network of any layers described?
export { LayeredNet } from './layered-net/layered-net';
export type { LayeredEngineOptions } from './layered-net/layered-engine-options';
export type { LayeredNetDescription, LayeredNetOptions } from './layered-net/layered-net-description';
export type { FromLayersModelOptions } from './compiled-model/graph-of';

// How is the network of the lesson made and trained?
export { NeuralNet, type NeuralNetOptions } from './neural-net/neural-net';
export type { AdaptedNet } from './neural-net/kept-share';
export { activationNames, type Activation } from './neural-net/activation';
export type { EngineOptions } from './neural-net/create-engine';
export type { EngineName, Evaluation, Statistics } from './neural-net/engine';
export type { OutputActivation, PredictedAs } from './neural-net/predicted-as';
export type {
  BatchNormPlacement,
  NetworkDescription,
  NetworkOptions,
} from './neural-net/network-description';
export type { Optimizer, OptimizerOptions } from './neural-net/optimizer';

// What is it trained on, and by which loop?
export type { Examples, ExampleStream } from './neural-net/examples';
export {
  batches,
  type BatchExamples,
  type Batches,
  type BatchesOptions,
  type ExampleArrays,
  type RandomNumber,
} from './neural-net/batches';
export type { BatchIterable, TrainingData } from './neural-net/batch-source';
export { train } from './neural-net/train';
export type { Losses, TrainingEngine } from './neural-net/engine';
export type { TrainingOptions, TrainingProgress } from './neural-net/training-options';
export {
  classReport,
  type ClassAccuracy,
  type ClassReport,
  type ClassReportOptions,
} from './neural-net/class-report';

// What does it start from, and what has it learned?
export { normalWeights, type NormalWeightsOptions } from './neural-net/initial-weights';
export type { Matrix } from './neural-net/matrix';
export { digestState } from './neural-net/digest-state';
export type { LayerSlots, LayerState, NetworkState } from './neural-net/network-state';
export type {
  Distribution,
  Histogram,
  LayerObservation,
  GraphLayerObservation,
  GraphObservation,
  Observation,
  ObservationOptions,
  UpdateRatios,
} from '@bnlab/kernels';

// How are its layers written by hand?
export { createVariables, type LayerVariables } from './neural-net/fully-connected/layer-variables';
export type {
  FullyConnected,
  FullyConnectedLayer,
  FullyConnectedOptions,
  LayerPass,
} from './neural-net/fully-connected/fully-connected';
export { fullyConnectedNames, type FullyConnectedName } from './neural-net/fully-connected/spellings';

// What is thrown when an argument cannot be used?
export { ArgumentError } from '@bnlab/arguments';
