import { MultiBar, type Params, type SingleBar } from 'cli-progress';
import type { RunPlan } from '../plan/run-plan';
import type { RunProgress } from '../train-network';

const BAR_WIDTH = 24;

/** Shows how far the networks in training are, a bar each, on standard error; nothing when that is not a terminal. */
export class TrainingBars {
  readonly #multi = process.stderr.isTTY
    ? new MultiBar({ stream: process.stderr, format, hideCursor: true, fps: 10, emptyOnZero: true })
    : undefined;
  readonly #bars = new Map<string, { bar: SingleBar; started: number }>();

  update = ({ id }: RunPlan, { network, step, trainingBatches, validationAccuracy }: RunProgress): void => {
    if (!this.#multi) return;
    const key = `${id} ${network}`;
    let shown = this.#bars.get(key);
    if (!shown) {
      const bar = this.#multi.create(trainingBatches, 0, { name: key, seconds: 0, validationAccuracy: 0 });
      shown = { bar, started: performance.now() };
      this.#bars.set(key, shown);
    }
    const seconds = (performance.now() - shown.started) / 1000;
    shown.bar.update(step, { name: key, seconds, validationAccuracy });
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

interface Payload {
  name: string;
  seconds: number;
  validationAccuracy: number;
}

function format(
  _: unknown,
  { value, total, progress }: Params,
  { name, seconds, validationAccuracy }: Payload,
): string {
  const bar = '█'.repeat(Math.round(progress * BAR_WIDTH)).padEnd(BAR_WIDTH, '░');
  const count = `${value.toLocaleString('en')}/${total.toLocaleString('en')}`;
  const accuracy = `validation ${(100 * validationAccuracy).toFixed(1)} %`;
  const rest = [bar, count, accuracy, pace(value, total, seconds)].join('  ');
  return `${shortened(name, (process.stderr.columns || Infinity) - rest.length - 2)}  ${rest}`;
}

/** The end of a name that is too long: what is special about a run stands there. */
function shortened(name: string, room: number): string {
  const least = Math.max(room, 20);
  return name.length <= least ? name : `…${name.slice(1 - least)}`;
}

/** Steps a second, and the time that is left at that pace. */
function pace(value: number, total: number, seconds: number): string {
  if (value === 0 || seconds === 0) return '';
  const speed = value / seconds;
  return `${Math.round(speed).toLocaleString('en')} steps/s, ${Math.ceil((total - value) / speed)} s left`;
}
