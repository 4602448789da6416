import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseRecord, RecordError } from './parse-record';
import type { RunRecord } from './run-record';

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
 * @throws RecordError on a damaged record, naming its file; Error when the path cannot be read.
 */
export async function findRecords(path: string): Promise<RecordSource[]> {
  const name = basename(path, '.json');
  if (!(await stat(path)).isDirectory()) {
    return [{ name, records: parseDocument(await readFile(path, 'utf8'), path) }];
  }
  const entries = await readdir(path, { withFileTypes: true });
  const runs: RunRecord[] = [];
  const below: RecordSource[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inside = join(path, entry.name);
    const record = entry.isDirectory() ? await readIfThere(join(inside, 'record.json')) : undefined;
    if (record !== undefined) runs.push(parseRecord(record, join(inside, 'record.json')));
    else if (entry.isDirectory() || entry.name.endsWith('.json')) below.push(...(await findRecords(inside)));
  }
  return [{ name, records: runs }, ...below].filter(({ records }) => records.length > 0);
}

/** The records of a document: one record, or `{ "records": [...] }`. Another document has none. */
function parseDocument(text: string, source: string): RunRecord[] {
  const document = parseJson(text, source);
  if (document === null || typeof document !== 'object') return [];
  if ('records' in document && Array.isArray(document.records)) {
    return document.records.map((record, index) =>
      parseRecord(JSON.stringify(record), `${source}, record ${index}`),
    );
  }
  return 'networks' in document ? [parseRecord(text, source)] : [];
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new RecordError(`${source} does not hold whole JSON`, { cause });
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
