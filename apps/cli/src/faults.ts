import { counted } from '@bnlab/experiments';

/** Damaged records: each is told on standard error and left out; in the end the command fails. */
export class Faults {
  #count = 0;

  readonly add = ({ message }: Error): void => {
    this.#count += 1;
    process.stderr.write(`bnlab: ${message}\n`);
  };

  /** @throws Error that says how many records were left out. */
  throwIfAny(): void {
    if (this.#count > 0) throw new Error(`${counted(this.#count, 'damaged record')} left out`);
  }
}
