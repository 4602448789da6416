'use server';

import { fileSystem } from '@bnlab/layers';
import { loadMnist } from '@bnlab/mnist';
import { train } from '../train.mjs';

export async function readDigits() {
  const { train: digits } = await loadMnist();
  return digits.count;
}

export async function trainOnServer() {
  return train((name) => fileSystem(`saved-by-next/${name}`));
}
