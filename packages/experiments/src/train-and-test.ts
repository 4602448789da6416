import { NeuralNet, normalWeights } from '@bnlab/layers';
import { BatchStream, loadMnist, type MnistData } from '@bnlab/mnist';
import { describeEnvironment } from './environment';
import { findPreset } from './presets/find-preset';
import type { Preset } from './presets/preset';
import type { NetworkRecord, RunEnvironment, RunRecord, RunSettings } from './run-record';

/** How far a run is. */
export interface RunProgress {
  /** The network that is being trained. */
  network: string;
  /** Batches it has trained, of `trainingBatches`. */
  step: number;
  trainingBatches: number;
  /** The latest measurement, in [0, 1]. */
  validationAccuracy: number;
}

export interface TrainAndTestOptions {
  /** An integer from 0 to 2^32 - 1: everything random comes from it. Default 1. */
  seed?: number;
  /** The images; by default MNIST, as `loadMnist()` gives it. */
  data?: MnistData;
  /** Batches to train, instead of the preset's. */
  trainingBatches?: number;
  /** A TensorFlow.js backend to train on; by default the compiled engine. */
  backend?: string;
  /** Stops the run between two steps. */
  signal?: AbortSignal;
  onProgress?: (progress: RunProgress) => void;
}

/**
 * Trains a network with and without batch norm from the same starting weights on the same batches in the same order,
 * and tests both.
 *
 * @returns The run's record; the same seed, settings and backend give the same record, speed and environment apart.
 * @throws RangeError when there is no such preset, or an option is out of range.
 * @throws The signal's reason when it is aborted.
 */
export async function trainAndTest(
  preset: string | Preset,
  { seed = 1, data, trainingBatches, backend, signal, onProgress }: TrainAndTestOptions = {},
): Promise<RunRecord> {
  const { name, settings } = settingsOf(
    typeof preset === 'string' ? findPreset(preset) : preset,
    trainingBatches,
  );
  const images = data ?? (await loadMnist());
  const weights = normalWeights(settings.layerSizes, { seed, standardDeviation: settings.standardDeviation });
  const networks: NetworkRecord[] = [];
  let environment: RunEnvironment | undefined;
  for (const batchNorm of [false, true]) {
    const net = await NeuralNet.create({
      initialWeights: weights,
      activation: settings.activation,
      batchNorm,
      backend,
    });
    try {
      environment ??= describeEnvironment(net);
      networks.push(await trainOne(net, batchNorm, images, settings, { seed, signal, onProgress }));
    } finally {
      net.dispose();
    }
  }
  return { schema: 1, preset: name, seed, settings, environment: environment!, networks };
}

function settingsOf(
  { name, title, lesson, ...settings }: Preset,
  trainingBatches = settings.trainingBatches,
): { name: string; settings: RunSettings } {
  return { name, settings: { ...settings, trainingBatches } };
}

async function trainOne(
  net: NeuralNet,
  batchNorm: boolean,
  { train, validation, test }: MnistData,
  { learningRate, trainingBatches, batchSize, batchesPerSample }: RunSettings,
  { seed, signal, onProgress }: Pick<TrainAndTestOptions, 'signal' | 'onProgress'> & { seed: number },
): Promise<NetworkRecord> {
  const steps: number[] = [];
  const validationAccuracy: number[] = [];
  let diverged = false;
  let seconds = 0;
  const batches = new BatchStream(train, { seed });
  const options = { learningRate, trainingBatches, batchSize, batchesPerSample, validation, signal };
  for await (const progress of net.train(batches, options)) {
    if (progress.validationAccuracy !== undefined) {
      steps.push(progress.step);
      validationAccuracy.push(progress.validationAccuracy);
    }
    diverged ||= progress.loss !== undefined && !Number.isFinite(progress.loss);
    seconds = progress.trainingSeconds;
    onProgress?.({
      network: net.name,
      step: progress.step,
      trainingBatches,
      validationAccuracy: validationAccuracy.at(-1)!,
    });
  }
  return {
    name: net.name,
    batchNorm,
    steps,
    validationAccuracy,
    finalValidationAccuracy: validationAccuracy.at(-1)!,
    testAccuracy: (await net.evaluate(test)).accuracy,
    stepsPerSecond: trainingBatches / seconds,
    diverged,
  };
}
