import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isDirectory } from './is-directory';
import { parseRecord, RecordError } from './parse-record';
import type { RunRecord } from './run-record';
import { raise, type OnFault } from './on-fault';

/** Records that were made together: by one command, into one directory or one JSON document. */
export interface RecordSource {
  /** The directory's or the document's name. */
  name: string;
  records: RunRecord[];
}

/**
 * Finds the run records in directories that `--out` wrote, at any depth, and in documents that `--json` printed.
 *
 * @param path A directory, or a JSON document.
 * @param onFault Told of each damaged record, which is left out. Default: the first one is thrown.
 * @throws RecordError on a damaged record, naming its file; Error when the path cannot be read.
 */
export async function findRecords(path: string, onFault: OnFault = raise): Promise<RecordSource[]> {
  const name = basename(path, '.json');
  if (!(await stat(path)).isDirectory()) {
    return [{ name, records: parseDocument(await readFile(path, 'utf8'), path, onFault) }];
  }
  const entries = await readdir(path, { withFileTypes: true });
  const runs: RunRecord[] = [];
  const below: RecordSource[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inside = join(path, entry.name);
    // A run's folder may be a link to one; other links are not followed, as they may lead back.
    const record = (await isDirectory(inside)) ? await readIfThere(join(inside, 'record.json')) : undefined;
    if (record !== undefined) runs.push(...parseEach([record], () => join(inside, 'record.json'), onFault));
    else if (entry.isDirectory() || (entry.name.endsWith('.json') && !(await isDirectory(inside))))
      below.push(...(await findRecords(inside, onFault)));
  }
  return [{ name, records: runs }, ...below].filter(({ records }) => records.length > 0);
}

/** The records of a document: one record, or `{ "records": [...] }`. Another document has none. */
function parseDocument(text: string, source: string, onFault: OnFault): RunRecord[] {
  const document = parseJson(text, source, onFault);
  if (document === null || typeof document !== 'object') return [];
  if ('records' in document && Array.isArray(document.records)) {
    const texts = document.records.map((record) => JSON.stringify(record));
    return parseEach(texts, (index) => `${source}, record ${index}`, onFault);
  }
  return 'networks' in document ? parseEach([text], () => source, onFault) : [];
}

function parseEach(
  texts: readonly string[],
  sourceOf: (index: number) => string,
  onFault: OnFault,
): RunRecord[] {
  return texts.flatMap((text, index) => {
    try {
      return [parseRecord(text, sourceOf(index))];
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      onFault(error);
      return [];
    }
  });
}

function parseJson(text: string, source: string, onFault: OnFault): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    onFault(new RecordError(`${source} does not hold whole JSON`, { cause }));
    return undefined;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
