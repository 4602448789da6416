import { randomUUID } from 'node:crypto';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const HOUR = 3_600_000;

/** A name that no other writer takes: not even one in another container, where processes have the same numbers. */
export function temporaryName(): string {
  return `.bnlab-${randomUUID()}`;
}

/**
 * Writes a file atomically: to a temporary file in the same directory, which then replaces the file of that name. The
 * file appears whole or not at all, even if the program is killed or other programs write it.
 *
 * `write-file-atomic` would not do: it names temporary files after process numbers, which programs in two containers on
 * one disk share, and nothing could tell the files that killed programs left behind.
 */
export async function writeWhole(path: string, contents: string): Promise<void> {
  const temporary = join(dirname(path), temporaryName());
  try {
    await writeThrough(temporary, contents);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Returns when the contents are on the disk: renaming a file that is not could leave an empty one after a power cut. */
async function writeThrough(path: string, contents: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(contents);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Removes what killed writers left in a directory. Files of the last hour stay: their writers may be at work. */
export async function removeLeftovers(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!/^\.bnlab-[0-9a-f-]{36}$/.test(name)) continue;
    const path = join(directory, name);
    const written = await stat(path).catch(() => undefined);
    if (written && Date.now() - written.mtimeMs > HOUR) await rm(path, { force: true });
  }
}
