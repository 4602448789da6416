import { paperClaims } from '@bnlab/experiments';
import { loadMnist } from '@bnlab/mnist';
import '../quiet-tensorflow';
import type { PaperTask } from './measure-papers';

let data: ReturnType<typeof loadMnist> | undefined;

/** Measures one claim from one seed in this thread; the images are loaded once a thread. */
export default async function measure({ claim, seed }: PaperTask): Promise<number> {
  data ??= loadMnist();
  return paperClaims.find(({ name }) => name === claim)!.measure({ seed, data: await data });
}
