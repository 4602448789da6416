import { readFile, rm, writeFile } from 'node:fs/promises';
import { writeMnistParts } from '@bnlab/mnist';

/** Goes up when the files' format changes, so that files of an older build are written anew. */
const FORMAT = 3;
/** Small enough that the images to begin with need little more than themselves. */
const IMAGES_PER_PART = 1000;

/** Writes MNIST as the site serves it. Does nothing when the files are there. */
export async function writeMnistFiles(directory: string): Promise<void> {
  const stamp = `${directory}/format-${FORMAT}`;
  if (await exists(stamp)) return;
  await rm(directory, { recursive: true, force: true });
  await writeMnistParts(directory, { imagesPerPart: IMAGES_PER_PART });
  await writeFile(stamp, '');
}

async function exists(path: string): Promise<boolean> {
  return readFile(path).then(
    () => true,
    () => false,
  );
}
