import { NeuralNet, normalWeights, type LayerState, type NetworkState } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';
import { encode } from 'fast-png';
import { momentsOf, normalizeBatch } from '../components/lesson/moments';

/** How many images of the test set make the batch. */
const IMAGES = 24;
/** After so many batches of training the units are looked at. */
export const MOMENTS = [0, 100, 500, 2000] as const;
const UNITS = 6;
/** The layer that is looked at: the second. */
const LAYER = 1;

/** A unit's answers to the batch after each of `MOMENTS` batches. */
export type UnitHistory = readonly (readonly number[])[];

/** One batch of images, and what units of a layer make of it. */
export interface FirstBatch {
  /** A picture of each image, as a data URL: black ink on nothing. */
  readonly sprites: readonly string[];
  readonly digits: readonly number[];
  /** The unit that the chapter follows, counted from 1, in the network without batch norm. */
  readonly unit: number;
  readonly raw: readonly number[];
  /** The standard deviations of three other units. */
  readonly neighbors: readonly number[];
  readonly without: readonly UnitHistory[];
  readonly with: readonly UnitHistory[];
}

/**
 * Trains the lesson's pair of networks for 2,000 batches and looks at what the second layer makes of 24 test images,
 * before its activation.
 */
export async function firstBatch(): Promise<FirstBatch> {
  const { train, test } = await loadMnist();
  const pixels = Float32Array.from(test.inputs.subarray(0, IMAGES * test.inputSize), (byte) => byte / 255);
  const initialWeights = normalWeights([784, 100, 100, 100, 10], { seed: 1, standardDeviation: 0.05 });
  const [without, normalized] = [[], []] as number[][][][];
  for (const [batchNorm, history] of [
    [false, without],
    [true, normalized],
  ] as const) {
    const net = await NeuralNet.create({ initialWeights, activation: 'relu', batchNorm, engine: 'compiled' });
    const batches = new BatchStream(train, { seed: 1 });
    let done = 0;
    for (const moment of MOMENTS) {
      if (moment > done)
        await drain(net.train(batches, { learningRate: 0.01, trainingBatches: moment - done }));
      done = moment;
      history!.push(unitsOf(await net.getState(), pixels));
    }
    net.dispose();
  }
  const last = without!.at(-1)!;
  const chosen = mostTelling(last);
  const others = last.map((_, index) => index).filter((index) => index !== chosen && isAlive(last[index]!));
  const shown = [chosen, ...others.slice(0, UNITS - 1)];
  const rowsOf = (history: readonly number[][][]): UnitHistory[] =>
    shown.map((unit) => history.map((units) => units[unit]!.map(rounded)));
  return {
    sprites: Array.from({ length: IMAGES }, (_, index) =>
      sprite(pixels.subarray(index * test.inputSize, (index + 1) * test.inputSize)),
    ),
    digits: Array.from(test.labels.subarray(0, IMAGES)),
    unit: chosen + 1,
    raw: last[chosen]!.map(rounded),
    neighbors: others.slice(0, 3).map((unit) => rounded(momentsOf(last[unit]!).standardDeviation)),
    without: rowsOf(without!),
    with: rowsOf(normalized!),
  };
}

async function drain(training: AsyncGenerator): Promise<void> {
  while (!(await training.next()).done);
}

/** The values of each unit of the layer for each image. */
function unitsOf({ layers }: NetworkState, pixels: Float32Array): number[][] {
  let flowing: number[][] = Array.from({ length: IMAGES }, (_, image) =>
    Array.from(pixels.subarray((image * pixels.length) / IMAGES, ((image + 1) * pixels.length) / IMAGES)),
  );
  for (let layer = 0; ; layer++) {
    const units = preactivations(layers[layer]!, flowing);
    if (layer === LAYER) return units;
    flowing = flowing.map((_, image) => units.map((unit) => Math.max(0, unit[image]!)));
  }
}

function preactivations({ weights, bias, gamma, beta }: LayerState, inputs: readonly number[][]): number[][] {
  return Array.from({ length: weights.columns }, (_, unit) => {
    const sums = inputs.map((input) =>
      input.reduce(
        (sum, value, row) => sum + value * weights.values[row * weights.columns + unit]!,
        bias?.[unit] ?? 0,
      ),
    );
    if (!gamma || !beta) return sums;
    return normalizeBatch(sums).map((value) => gamma[unit]! * value + beta[unit]!);
  });
}

/** The unit that varies most, among those whose batch lies clearly to one side of 0: there is something to see. */
function mostTelling(units: readonly number[][]): number {
  const scores = units.map((values) => {
    const { mean, standardDeviation } = momentsOf(values);
    const isShown = Math.min(...values) > -2 && Math.max(...values) < 6 && mean > 1.2 * standardDeviation;
    return isShown ? standardDeviation : -Infinity;
  });
  return scores.indexOf(Math.max(...scores));
}

function isAlive(values: readonly number[]): boolean {
  return momentsOf(values).standardDeviation > 0.1;
}

function rounded(value: number): number {
  return Number(value.toFixed(3));
}

function sprite(pixels: Float32Array): string {
  const side = Math.sqrt(pixels.length);
  const data = new Uint8Array(pixels.length * 2);
  pixels.forEach((ink, at) => (data[2 * at + 1] = Math.round(ink * 15) * 17));
  const png = encode({ width: side, height: side, data, channels: 2, depth: 8 });
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}
