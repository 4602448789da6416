// Train a network: a shape, values, examples.
export {
  CompiledNetwork,
  type CompiledNetworkOptions,
  type InferenceStatistics,
} from './network/compiled-network';
export {
  compiledActivations,
  type CompiledActivation,
  type CompiledOptimizer,
  type NetworkShape,
} from './network/network-shape';
export type { LayerSlots, LayerValues, NetworkValues, ValueMatrix } from './network/network-values';
export type { LabelledInputs } from './network/data-set';
export type { BatchTraining, TrainedBatches } from './network/train-batches';
export type { ThreadUse } from './threads/network-threads';

// Train it in another thread.
export { NetworkWorker } from './worker/network-worker';
export { GraphWorker } from './worker/graph-worker';
export type { WorkerTraining } from './worker/worker-client';

// Look into a step.
export type {
  Distribution,
  Histogram,
  LayerObservation,
  Observation,
  ObservationOptions,
  UpdateRatios,
} from './network/observation';
export type { GraphLayerObservation, GraphObservation } from './graph/graph-observation';
export { deadShare, FLAT_SLOPE, liveShares } from './network/dead-units';
export { type ActivationFunction, activationFunctions } from './network/activation-functions';

// Networks of any layers.
export {
  CompiledGraph,
  type CompiledGraphOptions,
  type GraphStatistics,
  type MemoryPlan,
} from './graph/compiled-graph';
export type { ClassLabels, GraphExamples } from './graph/examples';
export type { GraphDescription, GraphValues } from './graph/graph-description';
export { initialGraphValues } from './graph/initial-graph-values';
export {
  graphActivations,
  type ActivationLayer,
  type BatchNormLayer,
  type Conv2dLayer,
  type DenseLayer,
  type DepthwiseConv2dLayer,
  type DropoutLayer,
  type FlattenLayer,
  type GlobalAveragePoolingLayer,
  type GraphActivation,
  type GroupNormLayer,
  type LayerDescription,
  type LayerNormLayer,
  type MergeLayer,
  type PoolingLayer,
  type SoftmaxLayer,
} from './graph/layer-description';
export { layerKinds } from './graph/complete-layer';
export { cosineRate, type LearningRate, stepRate } from './graph/learning-rates';
export { graphLosses, type GraphLoss } from './graph/loss';
export type { PlannedStorage } from './graph/memory-plan';
export type { ConvolutionMethod } from './graph/operation';
export type { GraphOptimizer } from './graph/optimizer';
export type { ParameterRole } from './graph/parameter-arena';

// @internal What another engine for the same networks needs: for the packages of bnlab alone.
export { areTargets, checkExamples, checkIndices, hitShare, writeTarget } from './graph/examples';
export { completeGraph, type CompleteGraph } from './graph/graph-description';
export { checkGraphState, type GraphParameter, graphParameters } from './graph/graph-parameters';
export type { CompleteLoss } from './graph/loss';
export type { Node as GraphNode } from './graph/network-nodes';
export { dropoutMask } from './graph/operations/dropout';
export { completeOptimizer, type CompleteOptimizer, keptValues } from './graph/optimizer';
export { layOut } from './graph/program';
export { type Shape as GraphShape, writtenShape } from './graph/shape';
export { checkObservationOptions } from './network/observation';
export { mayWait } from './threads/may-wait';

// Ask before, catch after.
export { supportsCompiledNetworks } from './wasm/step-module';
export { ArgumentError } from '@bnlab/arguments';
