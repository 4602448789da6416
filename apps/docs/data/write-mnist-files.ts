import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { loadMnist, type Dataset } from '@bnlab/mnist';
import { packDigits } from './mnist-file';
import type { MnistFile, MnistManifest } from './mnist-manifest';

/** Images a file: a third of a megabyte, so that training can begin soon and progress is seen. */
const IMAGES_A_FILE = 2500;

/** Goes up when the files' format changes, so that files of an older build are written anew. */
const FORMAT = 1;

/**
 * Writes MNIST as the site serves it: `manifest.json` and gzipped parts of 2,500 images. The 60,000 training images
 * keep their order, so the first two files are the validation set. Does nothing when the files are there.
 */
export async function writeMnistFiles(directory: string): Promise<void> {
  const stamp = `${directory}/format-${FORMAT}`;
  if (await exists(stamp)) return;
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const { train, test } = await loadMnist({ validationCount: 0 });
  const files = [
    ...(await writeParts(directory, 'train', train)),
    ...(await writeParts(directory, 'test', test)),
  ];
  const { rows, columns } = train;
  const manifest: MnistManifest = { rows, columns, trainCount: train.count, testCount: test.count, files };
  await writeFile(`${directory}/manifest.json`, JSON.stringify(manifest));
  await writeFile(stamp, '');
}

async function writeParts(directory: string, set: 'train' | 'test', images: Dataset): Promise<MnistFile[]> {
  const files: MnistFile[] = [];
  for (let start = 0; start < images.count; start += IMAGES_A_FILE) {
    const count = Math.min(IMAGES_A_FILE, images.count - start);
    const bytes = gzipSync(packDigits(images.slice(start, start + count)), { level: 9 });
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
    const path = `${set}-${String(start).padStart(5, '0')}.${hash}.bin`;
    await writeFile(`${directory}/${path}`, bytes);
    files.push({ path, set, start, count, bytes: bytes.length });
  }
  return files;
}

async function exists(path: string): Promise<boolean> {
  return readFile(path).then(
    () => true,
    () => false,
  );
}
