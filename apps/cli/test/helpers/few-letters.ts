import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeIdx } from '@bnlab/mnist';

/**
 * Writes a set of images in the format of MNIST, as small as one can be: 26 letters of 3 x 3 pixels, ten times over.
 *
 * @returns their directory, `few.letters` in the one that is given
 */
export async function writeFewLetters(parent: string): Promise<string> {
  const directory = join(parent, 'few.letters');
  await mkdir(directory);
  const labels = (count: number) => Uint8Array.from({ length: count }, (_, index) => (index % 26) + 1);
  const pixels = (count: number) =>
    Uint8Array.from({ length: count * 9 }, (_, index) => (29 * Math.floor(index / 9) + index) % 256);
  for (const [part, count] of [
    ['train', 260],
    ['test', 52],
  ] as const) {
    const images = encodeIdx({ type: 'uint8', shape: [count, 3, 3], data: pixels(count) });
    await writeFile(join(directory, `few-${part}-images-idx3-ubyte`), images);
    const classes = encodeIdx({ type: 'uint8', shape: [count], data: labels(count) });
    await writeFile(join(directory, `few-${part}-labels-idx1-ubyte`), classes);
  }
  return directory;
}
