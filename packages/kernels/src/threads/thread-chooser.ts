/** Steps per number of threads and measurement: the first finds cold caches, of the others the fastest counts. */
const MEASURED = 5;
/** Steps until the next measurement; twice as many each time that the choice stays as it was. */
const LEAST_HELD = 100;
const MOST_HELD = 3200;
/** More threads than are in use have to be faster by this factor: they take a core from somebody. */
const GAIN = 1.05;

/**
 * Chooses the number of threads while a network trains, by measuring: cores that others use make several threads slower
 * than one. Safe at any step, since the results do not depend on the number.
 */
export class ThreadChooser {
  /** In rising order, 1 first. */
  readonly #numbers: readonly number[];
  #best: number;
  /** Seconds per example with each number, the fastest step of the current measurement. */
  #fastest = new Map<number, number>();
  /** Index of the number of threads being measured; their count once all are measured. */
  #trial = 0;
  /** Steps made with the current number. */
  #steps = 0;
  #held = LEAST_HELD;

  /** @param most - The largest number of threads. Tried are 1, 2, 4, ... and that. */
  constructor(most: number) {
    const powers = Array.from({ length: Math.ceil(Math.log2(most)) }, (_, power) => 2 ** power);
    this.#numbers = [...powers, most];
    this.#best = most;
  }

  /** The number of threads for the next step. */
  get threads(): number {
    return this.#numbers[this.#trial] ?? this.#best;
  }

  /** The number of threads that was the fastest when it was measured last; before that, the largest. */
  get best(): number {
    return this.#best;
  }

  /** Takes note of a step that was made with {@link threads}. */
  record(seconds: number, examples: number): void {
    this.#steps += 1;
    if (this.#trial === this.#numbers.length) return this.#hold();
    if (this.#steps > 1) {
      const fastest = this.#fastest.get(this.threads) ?? Infinity;
      this.#fastest.set(this.threads, Math.min(fastest, seconds / examples));
    }
    if (this.#steps < MEASURED) return;
    this.#steps = 0;
    this.#trial += 1;
    if (this.#trial === this.#numbers.length) this.#choose();
  }

  #hold(): void {
    if (this.#steps < this.#held) return;
    this.#steps = 0;
    this.#trial = 0;
    this.#fastest.clear();
  }

  #choose(): void {
    const before = this.#best;
    this.#best = this.#numbers.reduce((best, number) =>
      this.#fastest.get(number)! * GAIN < this.#fastest.get(best)! ? number : best,
    );
    this.#held = this.#best === before ? Math.min(2 * this.#held, MOST_HELD) : LEAST_HELD;
  }
}
