import { paperClaims } from '@bnlab/experiments';
import { loadMnist } from '@bnlab/mnist';
import * as tf from '@tensorflow/tfjs';
import type { PaperTask } from './measure-papers';

// The CPU backend would greet the user and advise another package.
tf.env().set('PROD', true);

let data: ReturnType<typeof loadMnist> | undefined;

/** Measures one claim from one seed in this thread; the images are loaded once a thread. */
export default async function measure({ claim, seed }: PaperTask): Promise<number> {
  data ??= loadMnist();
  return paperClaims.find(({ name }) => name === claim)!.measure({ seed, data: await data });
}
