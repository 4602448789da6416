import { stat } from 'node:fs/promises';

/** Whether there is a directory, or a link to one. */
export async function isDirectory(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
