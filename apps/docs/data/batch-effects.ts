import { NeuralNet, type NetworkState } from '@bnlab/layers';
import { BatchStream, loadMnist, type Dataset } from '@bnlab/mnist';
import { normalizeBatch } from '../components/lesson/moments';

/** How many images the network is asked for at a time. */
export const SIZES = [1, 2, 10, 60, 200] as const;
/** After so many batches of training the averages are looked at; the last is the trained network. */
export const AVERAGED = [10, 50, 100, 200, 500, 2000] as const;
/** The batch sizes of the smear. */
export const SMEAR_SIZES = [60, 30, 10, 4, 2, 1] as const;
const IMAGES = 200;
const COMPANIES = 50;

/** What one trained network answers to 200 test images, and where one image lands in many batches. */
export interface BatchEffects {
  readonly digits: readonly number[];
  /** The answers with the statistics of batches of each of `SIZES`. */
  readonly batch: readonly (readonly number[])[];
  /** The answers with the averages that were gathered in training, whatever the batch. */
  readonly population: readonly number[];
  /** After each of `AVERAGED` batches, the answers with the statistics of all images, and with the averages so far. */
  readonly young: readonly { readonly batch: readonly number[]; readonly population: readonly number[] }[];
  /** For each of `SMEAR_SIZES`, the normalized value of one image in 50 different batches. */
  readonly smear: readonly (readonly number[])[];
}

/** Trains the lesson's normalized network for 2,000 batches, and asks it in batches of several sizes. */
export async function batchEffects(): Promise<BatchEffects> {
  const { train, test } = await loadMnist();
  const net = await NeuralNet.create({
    layerSizes: [784, 100, 100, 100, 10],
    seed: 1,
    batchNorm: true,
    engine: 'compiled',
  });
  const stream = new BatchStream(train, { seed: 1 });
  try {
    const young = [];
    let done = 0;
    for (const moment of AVERAGED) {
      const training = net.train(stream, { learningRate: 0.01, trainingBatches: moment - done });
      while (!(await training.next()).done);
      done = moment;
      young.push({
        batch: await answers(net, test, { size: IMAGES, statistics: 'batch' }),
        population: await answers(net, test, { size: IMAGES, statistics: 'population' }),
      });
    }
    const batch = [];
    for (const size of SIZES) batch.push(await answers(net, test, { size, statistics: 'batch' }));
    const population = await answers(net, test, { size: IMAGES, statistics: 'population' });
    return {
      digits: Array.from(test.labels.subarray(0, IMAGES)),
      batch,
      population,
      young,
      smear: smears(await net.getState(), test),
    };
  } finally {
    net.dispose();
  }
}

async function answers(
  net: NeuralNet,
  test: Dataset,
  { size, statistics }: { size: number; statistics: 'batch' | 'population' },
): Promise<number[]> {
  const found: number[] = [];
  for (let from = 0; from < IMAGES; from += size) {
    const logits = await net.predict(test.slice(from, from + size), { statistics });
    const classes = logits.length / size;
    for (let image = 0; image < size; image++) {
      const own = logits.subarray(image * classes, (image + 1) * classes);
      found.push(own.indexOf(Math.max(...own)));
    }
  }
  return found;
}

/** One image among different companions: the normalized value that a unit of the first layer gives it. */
function smears({ layers }: NetworkState, test: Dataset): number[][] {
  const { weights } = layers[0]!;
  const count = 1 + COMPANIES * (Math.max(...SMEAR_SIZES) - 1);
  const sums = Array.from({ length: weights.columns }, (_, unit) => sumsOf(unit, 200));
  // The unit that varies most has the most to show.
  const spreads = sums.map((all) => Math.max(...all) - Math.min(...all));
  const values = sumsOf(spreads.indexOf(Math.max(...spreads)), count);
  return SMEAR_SIZES.map((size) =>
    Array.from({ length: COMPANIES }, (_, company) => {
      const from = 1 + company * (size - 1);
      return Number(normalizeBatch([values[0]!, ...values.slice(from, from + size - 1)])[0]!.toFixed(3));
    }),
  );

  function sumsOf(unit: number, images: number): number[] {
    return Array.from({ length: images }, (_, image) => {
      const pixels = test.inputs.subarray(image * test.inputSize, (image + 1) * test.inputSize);
      return pixels.reduce(
        (sum, byte, row) => sum + (byte / 255) * weights.values[row * weights.columns + unit]!,
        0,
      );
    });
  }
}
