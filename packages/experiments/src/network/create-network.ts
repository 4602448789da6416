import { compileTraining, NeuralNet, useBackend } from '@bnlab/layers';
import { registerFusedKernels } from '@bnlab/kernels/tfjs';
import * as tf from '@tensorflow/tfjs';
import type { RunSettings } from '../record/run-settings';
import { CompiledModelNetwork } from './compiled-model-network';
import { engineOf } from './engine-of';
import { isKernel, ModelNetwork, OPTIMIZER_MOMENTUM } from './model-network';
import { createModel } from './models';
import { GHOST_BATCH_SIZE } from './normalization-layer';
import { startingWeights } from './starting-weights';
import type { TrainableNetwork } from './trainable-network';

export interface CreateNetworkOptions {
  seed: number;
  /** Which of a run's networks: both start from the same weights. */
  normalized: boolean;
  /** A TensorFlow.js backend; by default the compiled engine, or where that cannot run the network the default backend. */
  backend?: string;
}

/**
 * Makes the network that a run's settings describe.
 *
 * @throws BackendError when the backend cannot be used.
 */
export function createNetwork(
  settings: RunSettings,
  options: CreateNetworkOptions,
): Promise<TrainableNetwork> {
  return engineOf(settings, options.normalized) === 'dense step'
    ? createNeuralNet(settings, options)
    : createModelNetwork(settings, options);
}

async function createNeuralNet(
  settings: RunSettings,
  { seed, normalized, backend }: CreateNetworkOptions,
): Promise<TrainableNetwork> {
  const { layerSizes, activation, placement, momentum, epsilon, optimizer = 'sgd' } = settings;
  const shapes = layerSizes.slice(1).map((columns, index) => [layerSizes[index]!, columns] as const);
  const weights = startingWeights(shapes, { ...settings, seed });
  const isGhost = normalized && settings.normalization === 'ghost';
  return NeuralNet.create({
    initialWeights: weights.map((values, index) => {
      const [rows, columns] = shapes[index]!;
      return { rows, columns, values };
    }),
    ...{ activation, batchNorm: normalized, placement, momentum, epsilon, backend },
    optimizer: optimizer === 'momentum' ? { kind: 'sgd', momentum: OPTIMIZER_MOMENTUM } : optimizer,
    ghostBatchSize: isGhost ? (settings.ghostBatchSize ?? GHOST_BATCH_SIZE) : undefined,
  });
}

async function createModelNetwork(
  settings: RunSettings,
  { seed, normalized, backend }: CreateNetworkOptions,
): Promise<TrainableNetwork> {
  const isCompiled = backend === undefined && engineOf(settings, normalized) === 'graph';
  if ((await useBackend(backend)) === 'wasm' && !isCompiled) await registerFusedKernels();
  const model = createModel({ settings, normalized, seed });
  const kernels = model.weights.filter(isKernel);
  const values = startingWeights(
    kernels.map(({ shape }) => shape as number[]),
    { ...settings, seed },
  );
  tf.tidy(() => {
    kernels.forEach((kernel, index) => kernel.write(tf.tensor(values[index]!, kernel.shape as number[])));
  });
  return isCompiled ? compileModel(model, settings) : new ModelNetwork(model, settings);
}

async function compileModel(model: tf.LayersModel, { optimizer = 'sgd', weightDecay = 0 }: RunSettings) {
  const descent = { kind: 'sgd', momentum: optimizer === 'momentum' ? OPTIMIZER_MOMENTUM : 0 } as const;
  const compiled = await compileTraining(model, {
    loss: 'softmaxCrossEntropy',
    optimizer: { ...(optimizer === 'adam' ? { kind: 'adam' } : descent), weightDecay },
  });
  model.dispose();
  return new CompiledModelNetwork(compiled);
}
