import type { LinearMemory } from '../wasm/linear-memory';
import type { StepKernels } from '../wasm/step-kernels';
import { freeDataSet, storeDataSet, type LabelledInputs, type StoredDataSet } from './data-set';

/** Data sets that stay in memory: training, validation and test, and one more. */
const KEPT = 4;

/** The data sets that a network has seen lately, copied into its memory once each. */
export class DataSetCache {
  readonly #memory: LinearMemory;
  readonly #kernels: StepKernels;
  /** Least recently used first. */
  readonly #stored = new Map<LabelledInputs, StoredDataSet>();

  constructor(memory: LinearMemory, kernels: StepKernels) {
    this.#memory = memory;
    this.#kernels = kernels;
  }

  get(data: LabelledInputs, isSparse: boolean): StoredDataSet {
    const known = this.#stored.get(data);
    if (known && known.isSparse === isSparse) {
      this.#stored.delete(data);
      this.#stored.set(data, known);
      return known;
    }
    if (known) this.forget(data);
    const [oldest] = this.#stored.keys();
    if (this.#stored.size === KEPT) this.forget(oldest!);
    const stored = storeDataSet(this.#memory, this.#kernels, data, isSparse);
    this.#stored.set(data, stored);
    return stored;
  }

  has(data: LabelledInputs): boolean {
    return this.#stored.has(data);
  }

  forget(data: LabelledInputs): void {
    const stored = this.#stored.get(data);
    if (!stored) return;
    this.#stored.delete(data);
    freeDataSet(this.#memory, stored);
  }
}
