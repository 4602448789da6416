import type { Statistics } from '@bnlab/layers';
import type { Dataset } from '@bnlab/mnist';
import type { TrainableNetwork } from './network/trainable-network';
import type { Guesses } from './record/run-record';

/** Lets a network guess the first `count` images, each alone: a batch of one. */
export async function predictOneByOne(
  net: TrainableNetwork,
  images: Dataset,
  { statistics, count }: { statistics: Statistics; count: number },
): Promise<Guesses> {
  const digits = Array.from(images.labels.subarray(0, count));
  const guesses: number[] = [];
  for (let index = 0; index < digits.length; index++) {
    const logits = await net.predict(images.slice(index, index + 1), { statistics });
    guesses.push(logits.indexOf(Math.max(...logits)));
  }
  const right = guesses.filter((guess, index) => guess === digits[index]).length;
  return { statistics, digits, guesses, accuracy: right / digits.length };
}
