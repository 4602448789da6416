import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { NewerRecordError, parseRecord, RecordError } from './parse-record';
import type { RunRecord } from './run-record';

const RECORD = 'record.json';

/**
 * A directory of run records, a folder each. A record appears whole or not at all, so a reader, a second program writing
 * the same runs, or the next start after a kill never sees half of one.
 */
export class RunStore {
  private constructor(
    readonly directory: string,
    private readonly warn: (message: string) => void,
  ) {}

  /**
   * Opens a directory to write to, making it where it is missing.
   *
   * @param warn Told of each damaged record that is found.
   * @throws Error naming the directory when nothing can be written there.
   */
  static async open(directory: string, warn: (message: string) => void): Promise<RunStore> {
    try {
      await mkdir(directory, { recursive: true });
      const probe = join(directory, `.bnlab-${process.pid}`);
      await writeFile(probe, '');
      await rm(probe);
    } catch (cause) {
      throw new Error(`cannot write to ${directory}: ${(cause as Error).message}`, { cause });
    }
    return new RunStore(directory, warn);
  }

  /** Where a run's files go. */
  folder(id: string): string {
    return join(this.directory, id);
  }

  /**
   * The record of a finished run; undefined when there is none. A damaged one is set aside, and counts as none.
   *
   * @throws NewerRecordError for one that a newer version wrote, which is left as it is.
   */
  async read(id: string): Promise<RunRecord | undefined> {
    const path = join(this.folder(id), RECORD);
    try {
      return parseRecord(await readFile(path, 'utf8'), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      if (!(error instanceof RecordError) || error instanceof NewerRecordError) throw error;
      const aside = `${path}.damaged-${Date.now()}`;
      await rename(path, aside);
      this.warn(`${error.message}; set aside as ${aside}, and run again`);
      return undefined;
    }
  }

  /** Whether a file is there beside a run's record. */
  hasFile(id: string, name: string): boolean {
    return existsSync(join(this.folder(id), name));
  }

  /** Writes a finished run's record. */
  async write(id: string, record: RunRecord): Promise<void> {
    await this.writeFile(id, RECORD, `${JSON.stringify(record, null, 2)}\n`);
  }

  /** Writes a file beside a run's record: whole, or not at all. */
  async writeFile(id: string, name: string, contents: string): Promise<void> {
    const path = join(this.folder(id), name);
    try {
      await mkdir(this.folder(id), { recursive: true });
      await writeFileAtomic(path, contents);
    } catch (cause) {
      throw new Error(`cannot write ${path}: ${(cause as Error).message}`, { cause });
    }
  }
}

/**
 * Every record under a directory, with its run's id, in the order of their ids.
 *
 * @throws RecordError on a damaged record, Error when the directory cannot be read.
 */
export async function readRecords(directory: string): Promise<{ id: string; record: RunRecord }[]> {
  const folders = (await readdir(directory, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const records = [];
  for (const id of folders.map(({ name }) => name).sort()) {
    const path = join(directory, id, RECORD);
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text !== undefined) records.push({ id, record: parseRecord(text, path) });
  }
  return records;
}
