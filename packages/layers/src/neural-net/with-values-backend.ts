import * as tf from '@tensorflow/tfjs-core';

const NAME = 'bnlab-values';

/** The entry of one tensor in a backend. */
interface Stored {
  values: tf.BackendValues;
  references: number;
}

/** A backend that holds values and computes nothing: enough to give a model its weights and to read them. */
class ValuesBackend extends tf.KernelBackend {
  readonly #stored = new Map<object, Stored>();

  override write(values: tf.BackendValues): object {
    const dataId = {};
    this.#stored.set(dataId, { values, references: 1 });
    return dataId;
  }

  override move(dataId: object, values: tf.BackendValues, _: number[], __: tf.DataType, references: number) {
    this.#stored.set(dataId, { values, references });
  }

  override readSync(dataId: object): tf.BackendValues {
    return this.#stored.get(dataId)!.values;
  }

  override read(dataId: object): Promise<tf.BackendValues> {
    return Promise.resolve(this.readSync(dataId));
  }

  override refCount(dataId: object): number {
    return this.#stored.get(dataId)?.references ?? 0;
  }

  override incRef(dataId: object): void {
    this.#stored.get(dataId)!.references += 1;
  }

  override disposeData(dataId: object, force = false): boolean {
    const stored = this.#stored.get(dataId);
    if (!stored) return true;
    stored.references -= 1;
    if (stored.references > 0 && !force) return false;
    return this.#stored.delete(dataId);
  }

  override numDataIds(): number {
    return this.#stored.size;
  }

  override memory() {
    return { unreliable: false };
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override dispose(): void {
    this.#stored.clear();
  }
}

/**
 * Lets models be made, saved and loaded in a program that has no backend of TensorFlow.js: the compiled engine needs none.
 * A program that has one uses it. What `use` makes must not outlive it.
 */
export async function withValuesBackend<Result>(use: () => Promise<Result>): Promise<Result> {
  if (tf.engine().backendNames().length > 0) return use();
  tf.registerBackend(NAME, () => new ValuesBackend());
  try {
    await tf.setBackend(NAME);
    return await use();
  } finally {
    tf.removeBackend(NAME);
  }
}
