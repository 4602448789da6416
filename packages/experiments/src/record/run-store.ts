import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isDirectory } from './is-directory';
import { makeDirectory } from './make-directory';
import { raise, type OnFault } from './on-fault';
import { NewerRecordError, parseRecord, RecordError } from './parse-record';
import type { RunRecord } from './run-record';
import { removeLeftovers, temporaryName, writeWhole } from './write-whole';

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
   * Opens a directory to write to, making it where it is missing, and removes what killed programs left half written.
   *
   * @param warn Told of each record that is set aside.
   * @throws Error naming the directory when nothing can be written there.
   */
  static async open(directory: string, warn: (message: string) => void): Promise<RunStore> {
    try {
      await makeDirectory(directory);
      const probe = join(directory, temporaryName());
      await writeFile(probe, '');
      await rm(probe);
      for (const path of [directory, ...(await foldersIn(directory))]) await removeLeftovers(path);
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
    try {
      return await readRecord(this.folder(id));
    } catch (error) {
      if (!(error instanceof RecordError) || error instanceof NewerRecordError) throw error;
      await this.setAside(id, 'damaged', error.message);
      return undefined;
    }
  }

  /**
   * Gives a run's record another name, under which nothing looks for it, so that the run can be made again and nothing
   * is lost.
   *
   * @param word What is the matter with it, for its name.
   * @param reason The same, for people.
   */
  async setAside(id: string, word: string, reason: string): Promise<void> {
    const path = join(this.folder(id), RECORD);
    const aside = `${path}.${word}-${Date.now()}`;
    try {
      await rename(path, aside);
    } catch (error) {
      // Another program that found it so was faster.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw error;
    }
    this.warn(`${reason}; set aside as ${aside}, and run again`);
  }

  /** Whether a file is there beside a run's record. */
  hasFile(id: string, name: string): boolean {
    return existsSync(join(this.folder(id), name));
  }

  /**
   * Writes a finished run's record, in the place of the one that is there.
   *
   * @throws RecordError when it does not follow the schema, so that it could not be read again.
   */
  async write(id: string, record: RunRecord): Promise<void> {
    const text = `${JSON.stringify(record, null, 2)}\n`;
    parseRecord(text, `what was to be the record of ${id}`);
    await this.writeFile(id, RECORD, text);
  }

  /** Writes a file beside a run's record: whole, or not at all. */
  async writeFile(id: string, name: string, contents: string): Promise<void> {
    const path = join(this.folder(id), name);
    try {
      await makeDirectory(this.folder(id));
      await writeWhole(path, contents);
    } catch (cause) {
      throw new Error(`cannot write ${path}: ${(cause as Error).message}`, { cause });
    }
  }
}

/**
 * Every record under a directory, with its run's id, in the order of their ids.
 *
 * @param onFault Told of each damaged record, which is left out. Default: the first one is thrown.
 * @throws RecordError on a damaged record, Error when the directory cannot be read.
 */
export async function readRecords(
  directory: string,
  onFault: OnFault = raise,
): Promise<{ id: string; record: RunRecord }[]> {
  const records = [];
  for (const folder of await foldersIn(directory)) {
    try {
      const record = await readRecord(folder);
      if (record) records.push({ id: basename(folder), record });
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      onFault(error);
    }
  }
  return records;
}

async function foldersIn(directory: string): Promise<string[]> {
  const paths = (await readdir(directory)).sort().map((name) => join(directory, name));
  const areFolders = await Promise.all(paths.map(isDirectory));
  return paths.filter((_, index) => areFolders[index]);
}

/** The record in a run's folder, if there is one. */
async function readRecord(folder: string): Promise<RunRecord | undefined> {
  const path = join(folder, RECORD);
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw new Error(`cannot read ${path}: ${cause.message}`, { cause });
  });
  return text === undefined ? undefined : parseRecord(text, path);
}
