import { ArgumentError, checkBoolean, checkFunction, checkOptions, show } from '@bnlab/arguments';
import { BatchStream, type MnistData } from '@bnlab/mnist';
import { describeEnvironment } from './environment';
import { createNetwork } from './network/create-network';
import { networkName } from './network/network-name';
import { PreactivationWatch } from './network/preactivation-watch';
import type { RunPlan } from './plan/run-plan';
import { seedOfRepeat } from './plan/seed-of-repeat';
import { predictOneByOne } from './predict-one-by-one';
import { KNOWN_DATA, type DataRecord } from './record/data-record';
import { describeData } from './record/describe-data';
import type { NetworkRecord, RunEnvironment } from './record/run-record';
import type { RunSettings } from './record/run-settings';
import { peakOf } from './results/outcome';

/** How far the training of a network is. */
export interface RunProgress {
  /** The network that is being trained. */
  network: string;
  /** Batches it has trained, of `trainingBatches`. */
  step: number;
  trainingBatches: number;
  /** The latest measurement, in [0, 1]. */
  validationAccuracy: number;
}

/** Options of a run besides its plan: where it runs, who is called, what stops it. None changes the outcome. */
export interface TrainNetworkOptions {
  /** A TensorFlow.js backend to train on; by default the compiled engine, or `'wasm'` where that cannot run a network. */
  backend?: string;
  /** Stops the training between two steps. */
  signal?: AbortSignal;
  /** Called several times per second with the progress of the training. */
  onProgress?: (progress: RunProgress) => void;
}

/** The names of {@link TrainNetworkOptions}. */
export const TRAINING_OPTIONS = ['backend', 'signal', 'onProgress'] as const;

/** The result of training one network. */
export interface TrainedNetwork {
  network: NetworkRecord;
  environment: RunEnvironment;
  data: DataRecord;
}

/**
 * Trains and tests one network of a planned run.
 *
 * @param batchNorm Which of the run's networks: both start from the same weights and see the same batches.
 * @throws The signal's reason when it is aborted.
 */
export async function trainNetwork(
  plan: RunPlan,
  batchNorm: boolean,
  data: MnistData,
  options: TrainNetworkOptions = {},
): Promise<TrainedNetwork> {
  checkTraining({ plan, batchNorm, data, options });
  const { seed, settings, predictions } = plan;
  const { train, validation, test } = data;
  const { backend, signal, onProgress } = options;
  const { trainingBatches, trainingImages, learningRate, batchSize, batchesPerSample } = settings;
  const drawn = seedOfRepeat(seed, settings.repeat);
  const name = networkName(settings, batchNorm);
  const described = await describeData(data);
  checkIsMeant(settings, described);
  const net = await createNetwork(settings, { seed: drawn, normalized: batchNorm, backend });
  try {
    const learnFrom = trainingImages === undefined ? train : train.slice(0, trainingImages);
    const curve = { steps: [] as number[], validationAccuracy: [] as number[] };
    const watch = new PreactivationWatch(net, validation, settings);
    let [diverged, seconds] = [false, 0];
    const batches = new BatchStream(learnFrom, { seed: drawn });
    const training = { learningRate, trainingBatches, batchSize, batchesPerSample, validation, signal };
    for await (const { step, ...progress } of net.train(batches, training)) {
      if (progress.validationAccuracy !== undefined) {
        curve.steps.push(step);
        curve.validationAccuracy.push(progress.validationAccuracy);
        await watch.look(step);
      }
      ({ diverged, trainingSeconds: seconds } = progress);
      const latest = curve.validationAccuracy.at(-1)!;
      onProgress?.({ network: name, step, trainingBatches, validationAccuracy: latest });
    }
    const tested = await net.evaluate(test, { statistics: predictions?.statistics });
    const learned = learnFrom.slice(0, Math.min(validation.count, learnFrom.count));
    const trained = await net.evaluate(learned);
    const network: NetworkRecord = {
      name,
      batchNorm,
      ...curve,
      finalValidationAccuracy: curve.validationAccuracy.at(-1)!,
      peak: peakOf(curve),
      testAccuracy: tested.accuracy,
      testLoss: finiteOrNull(tested.loss),
      trainingAccuracy: trained.accuracy,
      trainingLoss: finiteOrNull(trained.loss),
      stepsPerSecond: Number((trainingBatches / seconds).toPrecision(4)),
      diverged,
      ...(watch.record && { preactivations: watch.record }),
    };
    if (predictions) network.predictions = await predictOneByOne(net, test, predictions);
    return { network, environment: describeEnvironment(net), data: described };
  } finally {
    net.dispose();
  }
}

/** JSON has no word for what is not finite. Six digits are more than runs on other machines agree on. */
function finiteOrNull(loss: number): number | null {
  return Number.isFinite(loss) ? Number(loss.toPrecision(6)) : null;
}

/** Throws if the images are known to be others than the settings name. */
function checkIsMeant({ data: meant = 'mnist' }: RunSettings, { name }: DataRecord): void {
  if (meant === name || !Object.values(KNOWN_DATA).includes(name)) return;
  throw new ArgumentError(
    'trainNetwork',
    `data must be ${meant}, as the plan's settings have it, got ${name}; plan with overrides { data: '${name}' }`,
  );
}

function checkTraining({ plan, batchNorm, data, options }: Record<string, unknown>): void {
  const name = 'trainNetwork';
  const { seed, settings } = Object(plan) as Record<string, unknown>;
  if (typeof seed !== 'number' || Object(settings) !== settings) {
    throw new ArgumentError(name, `plan must be a plan, as planRun gives it, got ${show(plan)}`);
  }
  checkBoolean(name, 'batchNorm', batchNorm);
  const { train, validation, test } = Object(data) as Record<string, unknown>;
  if (!train || !validation || !test) {
    throw new ArgumentError(
      name,
      `data must be an object { train, validation, test }, as loadMnist gives it, got ${show(data)}`,
    );
  }
  checkOptions(name, options, TRAINING_OPTIONS);
  const { onProgress } = options as TrainNetworkOptions;
  if (onProgress !== undefined) checkFunction(name, 'onProgress', onProgress);
}
