import type { NetworkState } from '@bnlab/layers';
import type { BatchStreamState } from '@bnlab/mnist';

/** Everything that the rest of a training depends on. */
export interface Snapshot {
  state: NetworkState;
  stream: BatchStreamState;
}

/** Snapshots of a training, so that it can be taken up again from an earlier step. */
export class Snapshots {
  readonly #limit: number;
  #kept: Snapshot[] = [];

  /** @param limit How many to keep; at least 2. */
  constructor(limit: number) {
    if (!(limit >= 2)) throw new RangeError(`Snapshots: limit must be 2 or more, got ${limit}`);
    this.#limit = limit;
  }

  get steps(): readonly number[] {
    return this.#kept.map(({ state }) => state.step);
  }

  /** Keeps a snapshot, unless there is one of that step. When there are too many, every second one goes. */
  add(snapshot: Snapshot): void {
    if (this.#kept.some(({ state }) => state.step === snapshot.state.step)) return;
    this.#kept.push(snapshot);
    this.#kept.sort((a, b) => a.state.step - b.state.step);
    if (this.#kept.length > this.#limit) this.#kept = this.#kept.filter((_, index) => index % 2 === 0);
  }

  /** The latest one that is not after `step`. The first one is never given up. */
  before(step: number): Snapshot | undefined {
    return this.#kept.findLast(({ state }) => state.step <= step);
  }
}

/** How many snapshots of a state fit into `bytes`, from 2 to 60. */
export function snapshotsWithin(bytes: number, { layers }: NetworkState): number {
  const size = layers.reduce((sum, { weights }) => sum + weights.values.byteLength, 0);
  return Math.max(2, Math.min(60, Math.floor(bytes / size)));
}
