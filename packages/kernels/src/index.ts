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

// Train it in another thread.
export { NetworkWorker, type WorkerTraining } from './worker/network-worker';

// Look into a step.
export type {
  Distribution,
  Histogram,
  LayerObservation,
  Observation,
  ObservationOptions,
} from './network/observation';
export { deadShare, FLAT_SLOPE, liveShares } from './network/dead-units';
export { type ActivationFunction, activationFunctions } from './network/activation-functions';

// Ask before, catch after.
export { supportsCompiledNetworks } from './wasm/step-module';
export { ArgumentError } from '@bnlab/arguments';
