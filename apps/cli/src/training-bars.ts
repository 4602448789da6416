import type { RunPlan, RunProgress } from '@bnlab/experiments';
import { MultiBar, type SingleBar } from 'cli-progress';
import { paragraph } from './paragraph';
import { progressLine } from './progress-line';
import { SweepProgress } from './sweep-progress';

/**
 * Shows how far all runs are together, and a bar for each network in training, on standard error; nothing when that is
 * not a terminal.
 */
export class TrainingBars {
  readonly #multi = process.stderr.isTTY
    ? new MultiBar({
        stream: process.stderr,
        format,
        hideCursor: true,
        fps: 10,
        emptyOnZero: true,
        linewrap: true,
      })
    : undefined;
  readonly #bars = new Map<string, { bar: SingleBar; started: number }>();
  readonly #all: SweepProgress;
  /** When the first network began to train. */
  #started: number | undefined;

  constructor(plans: readonly RunPlan[]) {
    this.#all = new SweepProgress(plans);
    const line = (columns: number) => this.#all.line(secondsSince(this.#started), columns);
    // Above the others, and before the first network begins, which takes a second or more.
    this.#multi?.create(1, 0, { line });
    this.#multi?.update();
  }

  update = ({ id }: RunPlan, progress: RunProgress): void => {
    if (!this.#multi) return;
    this.#started ??= performance.now();
    this.#all.update(id, progress);
    const { network, step, trainingBatches: total, validationAccuracy } = progress;
    const key = `${id} ${network}`;
    const lineOf = (seconds: number): Line => ({
      line: (columns) => progressLine({ id, network, step, total, validationAccuracy, seconds }, columns),
    });
    let shown = this.#bars.get(key);
    if (!shown) {
      // A terminal cannot draw over lines that it has scrolled away.
      if (this.#bars.size >= (process.stderr.rows || Infinity) - 3) return;
      shown = { bar: this.#multi.create(total, step, lineOf(0)), started: performance.now() };
      this.#bars.set(key, shown);
    }
    shown.bar.update(step, lineOf(secondsSince(shown.started)));
  };

  /** Takes a finished run's bars away and prints a line above those that are left. */
  finish({ id }: RunPlan, origin: 'trained' | 'found', line: string): void {
    if (!this.#multi) {
      process.stderr.write(`${line}\n`);
      return;
    }
    this.#all.finish(id, origin);
    for (const [key, { bar }] of this.#bars) {
      if (!key.startsWith(`${id} `)) continue;
      this.#multi.remove(bar);
      this.#bars.delete(key);
    }
    this.#multi.log(`${paragraph(line, '', terminalWidth())}\n`);
    this.#multi.update();
  }

  stop(): void {
    this.#multi?.stop();
  }
}

/** What a bar shows in a terminal of so many columns. */
interface Line {
  line: (columns: number) => string;
}

function format(_options: unknown, _params: unknown, { line }: Line): string {
  return line(terminalWidth()).slice(0, terminalWidth());
}

function terminalWidth(): number {
  return process.stderr.columns || Infinity;
}

function secondsSince(start: number | undefined): number {
  return start === undefined ? 0 : (performance.now() - start) / 1000;
}
