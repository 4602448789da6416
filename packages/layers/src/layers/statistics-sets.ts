import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { ArgumentError, show } from '@bnlab/arguments';
import { BatchCount } from './batch-count';

/** The name of the set that a layer starts with, and that plain Keras sees. */
export const DEFAULT_SET = 'default';

/** The statistics of one population: of the data of one domain, say. */
interface StatisticsSet<Values = tf.Variable> {
  mean: Values;
  variance: Values;
  /** Batches that the averages hold. */
  batchesSeen: BatchCount;
}

/** A weight, and the variable that it stands for. */
type Weight = tfl.LayerVariable & { val: tf.Variable };

/**
 * Named sets of statistics of one layer: its two weights stand for the variables of the set in use, so that whatever reads
 * or writes the weights reads or writes that set.
 */
export class StatisticsSets {
  readonly #weights: readonly [mean: Weight, variance: Weight];
  readonly #sets: Map<string, StatisticsSet>;
  #inUse = DEFAULT_SET;

  constructor(mean: tfl.LayerVariable, variance: tfl.LayerVariable, batchesSeen: number) {
    this.#weights = [mean as Weight, variance as Weight];
    const first = { mean: mean.read() as tf.Variable, variance: variance.read() as tf.Variable };
    this.#sets = new Map([[DEFAULT_SET, { ...first, batchesSeen: new BatchCount(batchesSeen) }]]);
  }

  /** The default set's first. */
  get names(): string[] {
    return [...this.#sets.keys()];
  }

  get inUse(): string {
    return this.#inUse;
  }

  /** Batches that the set in use holds. */
  get batchesSeen(): BatchCount {
    return this.#sets.get(this.#inUse)!.batchesSeen;
  }

  get(name: string): Readonly<StatisticsSet> | undefined {
    return this.#sets.get(name);
  }

  /** Gives a set, there or not, values in the shapes of the weights. */
  put(name: string, { mean, variance, batchesSeen }: StatisticsSet<tf.Tensor>): void {
    if (!this.#sets.has(name)) this.#sets.set(name, this.#copyOf(this.#sets.get(this.#inUse)!));
    const set = this.#sets.get(name)!;
    set.mean.assign(mean);
    set.variance.assign(variance);
    set.batchesSeen = batchesSeen.copy();
  }

  /** Puts a set in use; one that is not there yet starts as a copy of that in use. */
  use(name: string): void {
    if (!this.#sets.has(name)) this.#sets.set(name, this.#copyOf(this.#sets.get(this.#inUse)!));
    this.#switchTo(name);
  }

  /** Runs a function with a set in use, which has to be there. */
  with<Result>(functionName: string, name: string, run: () => Result): Result {
    if (!this.#sets.has(name)) {
      const known = this.names.map((each) => show(each)).join(', ');
      const fix = 'make it with useStatistics(model, name)';
      throw new ArgumentError(
        functionName,
        `statistics must be one of ${known} in ${this.#weights[0].originalName.split('/')[0]!}, got ${show(name)}; ${fix}`,
      );
    }
    const before = this.#inUse;
    this.#switchTo(name);
    try {
      return run();
    } finally {
      this.#switchTo(before);
    }
  }

  /** Disposes of the sets that the weights do not stand for. */
  disposeOfOthers(): void {
    for (const [name, { mean, variance }] of this.#sets) {
      if (name !== this.#inUse) tf.dispose([mean, variance]);
    }
  }

  #switchTo(name: string): void {
    const { mean, variance } = this.#sets.get(name)!;
    this.#weights[0].val = mean;
    this.#weights[1].val = variance;
    this.#inUse = name;
  }

  #copyOf({ mean, variance, batchesSeen }: StatisticsSet): StatisticsSet {
    // Kept where the layer is called in a tf.tidy, as its weights are.
    const copy = (of: tf.Variable) => tf.tidy(() => tf.variable(of.clone(), false));
    return { mean: copy(mean), variance: copy(variance), batchesSeen: batchesSeen.copy() };
  }
}
