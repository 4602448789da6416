import type { RunPlan, RunProgress } from '@bnlab/experiments';
import { MultiBar, type SingleBar } from 'cli-progress';
import { progressLine, type Progress } from './progress-line';

/** Shows how far the networks in training are, a bar each, on standard error; nothing when that is not a terminal. */
export class TrainingBars {
  readonly #multi = process.stderr.isTTY
    ? new MultiBar({ stream: process.stderr, format, hideCursor: true, fps: 10, emptyOnZero: true })
    : undefined;
  readonly #bars = new Map<string, { bar: SingleBar; started: number }>();

  update = (
    { id }: RunPlan,
    { network, step, trainingBatches: total, validationAccuracy }: RunProgress,
  ): void => {
    if (!this.#multi) return;
    const key = `${id} ${network}`;
    let shown = this.#bars.get(key);
    if (!shown) {
      // A terminal cannot draw over lines that it has scrolled away.
      if (this.#bars.size >= (process.stderr.rows || Infinity) - 2) return;
      const progress: Progress = { id, network, step, total, validationAccuracy, seconds: 0 };
      shown = { bar: this.#multi.create(total, step, progress), started: performance.now() };
      this.#bars.set(key, shown);
    }
    const seconds = (performance.now() - shown.started) / 1000;
    const progress: Progress = { id, network, step, total, validationAccuracy, seconds };
    shown.bar.update(step, progress);
  };

  /** Takes a finished run's bars away and prints a line above those that are left. */
  finish({ id }: RunPlan, line: string): void {
    if (!this.#multi) {
      process.stderr.write(`${line}\n`);
      return;
    }
    for (const [key, { bar }] of this.#bars) {
      if (!key.startsWith(`${id} `)) continue;
      this.#multi.remove(bar);
      this.#bars.delete(key);
    }
    this.#multi.log(`${line}\n`);
    this.#multi.update();
  }

  stop(): void {
    this.#multi?.stop();
  }
}

function format(_options: unknown, _params: unknown, progress: Progress): string {
  return progressLine(progress, process.stderr.columns || Infinity);
}
