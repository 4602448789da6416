import { bestGuess, softmax } from '../labs/playground/softmax';
import type { LiveNetwork, ReadingStatistics } from './networks/live-network';

/** What a network reads in one image and in others beside it. */
export interface ReadTogether {
  /** Ten probabilities for the one image. */
  drawing: Float32Array;
  /** Ten for each of the others, and how often the likeliest is right. */
  guesses: Float32Array;
  accuracy: number;
}

/** Has a network read an image together with others: with `'batch'` statistics they share a mean and a variance. */
export async function readTogether(
  net: Pick<LiveNetwork, 'predict'>,
  {
    pixels,
    images,
    statistics,
  }: {
    pixels: Uint8Array;
    images: { inputs: Uint8Array; labels: Uint8Array };
    statistics: ReadingStatistics;
  },
): Promise<ReadTogether> {
  const together = new Uint8Array(pixels.length + images.inputs.length);
  together.set(pixels);
  together.set(images.inputs, pixels.length);
  const probabilities = softmax(await net.predict(together, { statistics }));
  const guesses = probabilities.slice(10);
  let right = 0;
  images.labels.forEach((label, image) => {
    right += Number(bestGuess(guesses.subarray(10 * image, 10 * image + 10)).digit === label);
  });
  return { drawing: probabilities.slice(0, 10), guesses, accuracy: right / images.labels.length };
}
