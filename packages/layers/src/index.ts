export { BackendError, backendNames, useBackend } from './backend';
export { fileSystem } from './io/file-system';
export { activationNames, type Activation } from './neural-net/activation';
export type { Evaluation, Statistics } from './neural-net/engine';
export type { Examples, ExampleStream } from './neural-net/examples';
export { normalWeights, type NormalWeightsOptions } from './neural-net/initial-weights';
export type { Matrix } from './neural-net/matrix';
export type {
  BatchNormPlacement,
  NetworkDescription,
  NetworkOptions,
} from './neural-net/network-description';
export type { LayerState, NetworkState } from './neural-net/network-state';
export { NeuralNet, type NeuralNetOptions } from './neural-net/neural-net';
export type { TrainingOptions, TrainingProgress } from './neural-net/train';
