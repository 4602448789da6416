import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PapersDocument } from '@bnlab/experiments';

/**
 * The document that `bnlab papers --json` printed: the path itself, or `papers.json` in it.
 *
 * @returns `undefined` if there is none there.
 */
export async function readPapers(path: string): Promise<PapersDocument | undefined> {
  const isDirectory = (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
  const text = await readFile(isDirectory ? join(path, 'papers.json') : path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const document: unknown = JSON.parse(text);
    return isPapers(document) ? document : undefined;
  } catch {
    // A damaged document is told of where its records are looked for.
    return undefined;
  }
}

function isPapers(document: unknown): document is PapersDocument {
  const { papers, environment } = Object(document) as Record<string, unknown>;
  return Array.isArray(papers) && typeof environment === 'object';
}
