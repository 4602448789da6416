import { fetchedDigits } from '../labs/playground/digit-source';
import { trainGraph, type GraphMoment, type GraphPlan } from './train-graph';

/** What the page asks: networks to be trained side by side, from the digits at an address. */
export interface ToGraphWorker {
  race: number;
  plans: readonly GraphPlan[];
  digits: string;
}

export type FromGraphWorker = { race: number } & (
  | { type: 'moment'; network: number; moment: GraphMoment }
  | { type: 'done' }
  | { type: 'failed'; message: string }
);

const TRAINING_IMAGES = 5000;
const CHECK_IMAGES = 500;
const send = (message: FromGraphWorker) => self.postMessage(message);
let current = 0;
let source: ReturnType<typeof fetchedDigits> | undefined;

self.addEventListener('message', ({ data }: MessageEvent<ToGraphWorker>) => void race(data));

async function race({ race, plans, digits }: ToGraphWorker): Promise<void> {
  current = race;
  try {
    source ??= fetchedDigits(digits, () => undefined);
    const { train, validation } = await source.learning(TRAINING_IMAGES);
    const data = { train, check: validation.slice(0, CHECK_IMAGES) };
    const trainings = plans.map((plan) => trainGraph(plan, data));
    await sideBySide(race, trainings);
    if (current === race) send({ race, type: 'done' });
  } catch (error) {
    if (current === race) send({ race, type: 'failed', message: (error as Error).message });
  }
}

/** A moment of each network in turn, until all are at their end or another race is wanted. */
async function sideBySide(
  race: number,
  trainings: readonly AsyncGenerator<GraphMoment, void>[],
): Promise<void> {
  let running = trainings.map((training, network) => ({ training, network }));
  while (running.length > 0) {
    const results: (boolean | undefined)[] = [];
    for (const { training, network } of running) {
      const { value, done } = await training.next();
      // Messages come in between two tasks only.
      await new Promise((resolve) => setTimeout(resolve));
      if (current !== race) return;
      if (value) send({ race, type: 'moment', network, moment: value });
      results.push(done);
    }
    running = running.filter((_, index) => !results[index]);
  }
}
