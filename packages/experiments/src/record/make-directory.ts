import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDirectory } from './is-directory';

/**
 * Makes a directory, and those that it stands in. Unlike `mkdir` with `recursive` it ends where a file system answers that
 * there is no such place although its parent is there, as `/proc` does: Node.js tries for ever then.
 *
 * @throws The error of the file system.
 */
export async function makeDirectory(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await isDirectory(path))) return;
    const parent = dirname(path);
    if (code !== 'ENOENT' || parent === path || (await isDirectory(parent))) throw error;
    await makeDirectory(parent);
    await mkdir(path).catch(async (again: NodeJS.ErrnoException) => {
      // Another program may have made it meanwhile.
      if (again.code !== 'EEXIST' || !(await isDirectory(path))) throw again;
    });
  }
}
