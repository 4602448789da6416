import { SingleBar, type Params } from 'cli-progress';
import type { RunProgress } from '../train-and-test';

const NAME_WIDTH = 'Without Batch Norm'.length;

/** Shows a run's progress, a bar a network, on standard error; nothing when that is not a terminal. */
export class TrainingBar {
  #bar: SingleBar | undefined;
  #network = '';
  #started = 0;

  /** Shows how far the run is; starts a new bar where a new network does. */
  update = ({ network, step, trainingBatches, validationAccuracy }: RunProgress): void => {
    if (!process.stderr.isTTY) return;
    if (network !== this.#network) this.#start(network, trainingBatches);
    const seconds = (performance.now() - this.#started) / 1000;
    this.#bar!.update(step, { seconds, validationAccuracy });
  };

  /** Leaves the last bar as it is and ends its line. */
  stop(): void {
    this.#bar?.stop();
    this.#bar = undefined;
    this.#network = '';
  }

  #start(network: string, trainingBatches: number): void {
    this.stop();
    this.#network = network;
    this.#started = performance.now();
    this.#bar = new SingleBar({ stream: process.stderr, format, hideCursor: true, barsize: 24, fps: 10 });
    this.#bar.start(trainingBatches, 0, { network, seconds: 0, validationAccuracy: 0 });
  }
}

interface Payload {
  network: string;
  seconds: number;
  validationAccuracy: number;
}

function format(_: unknown, { value, total, progress }: Params, payload: Payload): string {
  const { network, seconds, validationAccuracy } = payload;
  const bar = '█'.repeat(Math.round(progress * 24)).padEnd(24, '░');
  const count = `${value.toLocaleString('en')}/${total.toLocaleString('en')}`;
  const accuracy = `validation ${(100 * validationAccuracy).toFixed(1)} %`;
  return [network.padEnd(NAME_WIDTH), bar, count, accuracy, pace(value, total, seconds)].join('  ');
}

/** Steps a second, and the time that is left at that pace; once done, the time it took. */
function pace(value: number, total: number, seconds: number): string {
  if (value === 0 || seconds === 0) return '';
  const speed = value / seconds;
  const time =
    value === total ? `took ${seconds.toFixed(1)} s` : `${Math.ceil((total - value) / speed)} s left`;
  return `${Math.round(speed).toLocaleString('en')} steps/s, ${time}`;
}
