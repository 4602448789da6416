import { runCost, type RunPlan, type RunProgress } from '@bnlab/experiments';
import { bar, duration } from './progress-line';

/** How far all runs of a command are together, each counted by what it costs. */
export class SweepProgress {
  readonly #plans: ReadonlyMap<string, { cost: number; networks: number }>;
  readonly #underWay = new Map<string, Map<string, number>>();
  #finished = 0;
  /** Costs of what is trained in this command: all of it, and what is done. */
  #cost: number;
  #trained = 0;

  constructor(plans: readonly RunPlan[]) {
    this.#plans = new Map(
      plans.map((plan) => [plan.id, { cost: runCost(plan), networks: plan.variants.length }]),
    );
    this.#cost = sum([...this.#plans.values()].map(({ cost }) => cost));
  }

  update(
    id: string,
    { network, step, trainingBatches }: Pick<RunProgress, 'network' | 'step' | 'trainingBatches'>,
  ): void {
    const networks = this.#underWay.get(id) ?? new Map<string, number>();
    this.#underWay.set(id, networks.set(network, step / trainingBatches));
  }

  /** Counts a run as done. One that was found finished takes no time, and says nothing of the time that others take. */
  finish(id: string, origin: 'trained' | 'found'): void {
    const { cost } = this.#plans.get(id)!;
    this.#underWay.delete(id);
    this.#finished += 1;
    if (origin === 'trained') this.#trained += cost;
    else this.#cost -= cost;
  }

  /**
   * In one line of a terminal: runs done, a bar, the share of the work that is done, and the time left.
   *
   * @param seconds Since the training began.
   * @param columns Of the terminal.
   */
  line(seconds: number, columns: number): string {
    const share = this.#share();
    const total = this.#plans.size;
    const count = `${String(this.#finished).padStart(String(total).length)}/${total} ${total === 1 ? 'run' : 'runs'}`;
    const percent = `${Math.floor(100 * share)} %`.padStart(5);
    const words = [percent, share === 0 ? 'starting' : `${duration((seconds * (1 - share)) / share)} left`];
    const room = columns - [count, ...words].join('  ').length - 2;
    return [count, bar(share, Math.min(24, Math.max(6, room))), ...words].join('  ');
  }

  #share(): number {
    const underWay = [...this.#underWay].map(([id, networks]) => {
      const { cost, networks: count } = this.#plans.get(id)!;
      return (cost * sum([...networks.values()])) / count;
    });
    return this.#cost > 0 ? Math.min(1, (this.#trained + sum(underWay)) / this.#cost) : 1;
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
