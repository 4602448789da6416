import { NeuralNet, type NeuralNetOptions } from '@bnlab/layers';
import { BatchStream, type Dataset } from '@bnlab/mnist';
import { startingWeights } from '../network/starting-weights';
import type { Lab } from './paper-claim';

/** The network of a claim, before its own changes. */
export const HIDDEN = [100, 100, 100];

interface LabNetworkOptions extends Pick<
  NeuralNetOptions,
  'batchNorm' | 'momentum' | 'epsilon' | 'ghostBatchSize'
> {
  hidden?: readonly number[];
  /** Default: a unit for each class. */
  outputs?: number;
}

/** A network of ReLUs whose starting weights are scaled as He's are, on average over a layer's inputs and outputs. */
export function labNetwork({ seed, data }: Lab, options: LabNetworkOptions): Promise<NeuralNet> {
  const { hidden = HIDDEN, outputs = data.train.classes, ...rest } = options;
  const sizes = [data.train.inputSize, ...hidden, outputs];
  const shapes = sizes.slice(1).map((columns, index) => [sizes[index]!, columns] as const);
  const values = startingWeights(shapes, { seed, standardDeviation: Math.SQRT2, weightScaling: 'glorot' });
  const initialWeights = shapes.map(([rows, columns], index) => ({ rows, columns, values: values[index]! }));
  return NeuralNet.create({ ...rest, initialWeights });
}

/** Batches of the training images: the same for each network of a seed. */
export function labBatches({ seed, data }: Lab): BatchStream {
  return new BatchStream(data.train, { seed });
}

/** Test images, enough for differences of a percentage point over twenty seeds. */
export function labTest({ data }: Lab): Dataset {
  return data.test.slice(0, Math.min(5000, data.test.count));
}

interface LabTraining {
  steps: number;
  learningRate: number;
  batchSize?: number;
}

/** Trains a network; tells whether its loss became infinite or no number. */
export async function trainFor(
  net: NeuralNet,
  batches: BatchStream,
  { steps, learningRate, batchSize = 60 }: LabTraining,
): Promise<{ diverged: boolean }> {
  let diverged = false;
  for await (const progress of net.train(batches, { trainingBatches: steps, learningRate, batchSize })) {
    ({ diverged } = progress);
  }
  return { diverged };
}

/** Makes a network, trains it, and gives its share of right answers on test images. */
export async function accuracyAfter(
  lab: Lab,
  options: LabNetworkOptions,
  training: LabTraining,
): Promise<number> {
  const net = await labNetwork(lab, options);
  try {
    await trainFor(net, labBatches(lab), training);
    return (await net.evaluate(labTest(lab))).accuracy;
  } finally {
    net.dispose();
  }
}

/** Makes a network with batch norm, trains it, lets its averages settle, and disposes of it after use. */
export async function withSettledNetwork<Result>(
  lab: Lab,
  training: LabTraining,
  use: (net: NeuralNet) => Promise<Result>,
): Promise<Result> {
  const net = await labNetwork(lab, { batchNorm: true });
  try {
    const batches = labBatches(lab);
    await trainFor(net, batches, training);
    await settleAverages(net, batches);
    return await use(net);
  } finally {
    net.dispose();
  }
}

/** So small a rate that no float32 weight moves: steps of it renew the averages alone. */
const STANDSTILL = 1e-30;

/**
 * Lets the moving averages settle on a network that no longer changes: with a momentum of 0.99, 600 steps leave less than
 * three thousandths of what they were.
 */
export async function settleAverages(net: NeuralNet, batches: BatchStream): Promise<void> {
  await trainFor(net, batches, { steps: 600, learningRate: STANDSTILL, batchSize: 100 });
}
