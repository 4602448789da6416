import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ArgumentError, checkNumber, checkOptions, show } from '@bnlab/arguments';
import type { Dataset } from './dataset';
import { loadMnist } from './load-mnist';
import { packDigits } from './pack-digits';
import type { DigitPart, PartsManifest } from './parts-manifest';
import type { WritePartsOptions } from './write-parts-options';

/**
 * Writes MNIST, or a data set with the same four files, as small files for a website. `fetchMnist` reads them with
 * `files: 'parts'`, so that a page can train on the first images during the download. Node only.
 *
 * The images keep their order. `manifest.json` is written last; without it the folder is incomplete.
 *
 * @param directory Path of the folder to write to. It is created if it does not exist.
 * @throws {DataFileError} (the promise rejects) if the data set cannot be read
 */
export async function writeMnistParts(directory: string, options: WritePartsOptions = {}): Promise<void> {
  checkOptions('writeMnistParts', options, ['from', 'imagesPerPart', 'classes']);
  const { from, imagesPerPart = 2500, classes } = options;
  if (typeof directory !== 'string' || directory === '') {
    throw new ArgumentError(
      'writeMnistParts',
      `directory must be the path of a folder, got ${show(directory)}`,
    );
  }
  checkNumber('writeMnistParts', 'imagesPerPart', imagesPerPart, { integer: true, min: 1 });
  const { train, test } = await loadMnist({ directory: from, validationCount: 0, classes });
  await mkdir(directory, { recursive: true });
  const files = [
    ...(await writeParts(directory, 'train', train, imagesPerPart)),
    ...(await writeParts(directory, 'test', test, imagesPerPart)),
  ];
  const { rows, columns } = train;
  const manifest: PartsManifest = {
    ...{ rows, columns, classes: train.classes },
    ...{ trainCount: train.count, testCount: test.count, files },
  };
  await writeFile(join(directory, 'manifest.json'), JSON.stringify(manifest));
}

async function writeParts(
  directory: string,
  set: DigitPart['set'],
  images: Dataset,
  imagesPerPart: number,
): Promise<DigitPart[]> {
  const files: DigitPart[] = [];
  for (let start = 0; start < images.count; start += imagesPerPart) {
    const count = Math.min(imagesPerPart, images.count - start);
    const bytes = gzipSync(packDigits(images.slice(start, start + count)), { level: 9 });
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
    const path = `${set}-${String(start).padStart(5, '0')}.${hash}.bin`;
    await writeFile(join(directory, path), bytes);
    files.push({ path, set, start, count, bytes: bytes.length });
  }
  return files;
}
