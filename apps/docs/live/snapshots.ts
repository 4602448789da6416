/** Memory for the states of a run: those of a hundred frames for networks of the lesson's size. */
const MOST_BYTES = 48 * 2 ** 20;
const FRAMES = 100;

/** States of a network in training, one per frame; of large networks only some, so that memory holds them all. */
export class Snapshots {
  readonly kept: unknown[] = [];
  readonly #stride: number;
  #frames = 0;

  /** @param bytes The size of a state. */
  constructor(bytes: number) {
    this.#stride = Math.max(1, Math.ceil((FRAMES * bytes) / MOST_BYTES));
  }

  /** How many frames there have been. */
  get frames(): number {
    return this.#frames;
  }

  add(snapshot: unknown): void {
    if (this.#frames % this.#stride === 0) this.kept.push(snapshot);
    this.#frames += 1;
  }

  /** The place in `kept` of the state that stands for a frame. */
  stateOf(frame: number): number {
    return Math.floor(frame / this.#stride);
  }

  /** What belongs to each frame, of what belongs to each state; of frames that came later, what belongs to the last. */
  perFrame<T>(byState: readonly T[]): T[] {
    const last = byState.length - 1;
    return Array.from({ length: this.#frames }, (_, frame) => byState[Math.min(this.stateOf(frame), last)]!);
  }
}
