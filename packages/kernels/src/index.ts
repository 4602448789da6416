export {
  CompiledNetwork,
  type CompiledNetworkOptions,
  type InferenceStatistics,
} from './network/compiled-network';
export type { LabelledInputs } from './network/data-set';
export {
  compiledActivations,
  type CompiledActivation,
  type CompiledOptimizer,
  type NetworkShape,
} from './network/network-shape';
export type { LayerSlots, LayerValues, NetworkValues, ValueMatrix } from './network/network-values';
export { type ActivationFunction, activationFunctions } from './network/activation-functions';
export { deadShare, FLAT_SLOPE } from './network/dead-units';
export type {
  Distribution,
  Histogram,
  LayerObservation,
  Observation,
  ObservationOptions,
} from './network/observation';
export type { BatchTraining, TrainedBatches } from './network/train-batches';
export { supportsCompiledNetworks } from './wasm/step-module';
export { NetworkWorker, type WorkerTraining } from './worker/network-worker';
