import { paperClaims } from '@bnlab/experiments';
import { coreMinutes } from './core-minutes';
import { duration } from './progress-line';
import type { PaperTask } from './worker/measure-papers';

/** Says on standard error what the measurements cost, and after every tenth of them how long the others will take. */
export class PapersProgress {
  readonly #total: number;
  readonly #started = performance.now();
  /** Core-seconds of all, and of those that are done. */
  readonly #cost: number;
  #spent = 0;
  #done = 0;

  constructor(tasks: readonly PaperTask[], missing: readonly PaperTask[]) {
    this.#total = missing.length;
    this.#cost = missing.reduce((sum, task) => sum + costOf(task), 0);
    const before = tasks.length - missing.length;
    const found = before > 0 ? `${before} measured before, ` : '';
    say(`${tasks.length} measurements: ${found}about ${coreMinutes(this.#cost)} to go`);
  }

  finish(task: PaperTask): void {
    this.#done += 1;
    this.#spent += costOf(task);
    const tenth = (done: number) => Math.floor((10 * done) / this.#total);
    if (tenth(this.#done) === tenth(this.#done - 1)) return;
    const seconds = (performance.now() - this.#started) / 1000;
    const left = (seconds * (this.#cost - this.#spent)) / this.#spent;
    say(`${this.#done} of ${this.#total} measured, ${duration(left)} left`);
  }
}

function costOf({ claim }: PaperTask): number {
  return paperClaims.find(({ name }) => name === claim)!.coreSeconds;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
