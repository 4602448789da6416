import { appendFileSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { paperClaims, type PaperValue } from '@bnlab/experiments';
import { makeDirectory } from '@bnlab/experiments/node';
import type { PaperTask } from './worker/measure-papers';

const FILE = 'papers.jsonl';

/** A line of the file: a value, how it was measured in words, and by which program. */
interface Line extends PaperValue {
  measured: string;
  program: string;
}

/** Measured values of papers' claims, in a file that has each as soon as it is known. */
export class KeptValues {
  readonly #path: string;
  readonly #program: string;
  readonly #values: Map<string, number>;

  private constructor(path: string, program: string, values: Map<string, number>) {
    this.#path = path;
    this.#program = program;
    this.#values = values;
  }

  /**
   * Opens the file of a directory, which is made if need be.
   *
   * @param program Version and commit: the values of another program are not taken.
   */
  static async open(directory: string, program: string): Promise<KeptValues> {
    const path = join(directory, FILE);
    try {
      await makeDirectory(directory);
      // What a killed program left of a line must not become part of the next.
      await appendFile(path, '\n');
      const lines = (await readFile(path, 'utf8')).split('\n').flatMap(parseLine);
      const own = lines.filter(
        (line) => line.program === program && line.measured === measuredBy(line.claim),
      );
      return new KeptValues(path, program, new Map(own.map((line) => [keyOf(line), line.value])));
    } catch (cause) {
      throw new Error(`cannot write ${path}: ${(cause as Error).message}`, { cause });
    }
  }

  find(task: PaperTask): number | undefined {
    return this.#values.get(keyOf(task));
  }

  /** Written when this returns: an interruption may come at any time. */
  keep(value: PaperValue): void {
    const line: Line = { ...value, measured: measuredBy(value.claim)!, program: this.#program };
    appendFileSync(this.#path, `${JSON.stringify(line)}\n`);
    this.#values.set(keyOf(value), value.value);
  }
}

function keyOf({ claim, seed }: PaperTask): string {
  return `${claim} ${seed}`;
}

function measuredBy(claim: string): string | undefined {
  return paperClaims.find(({ name }) => name === claim)?.measured;
}

function parseLine(text: string): Line[] {
  try {
    const line = JSON.parse(text) as Line;
    // JSON has no infinity: such a value is measured again.
    return typeof line.value === 'number' ? [line] : [];
  } catch {
    return [];
  }
}
