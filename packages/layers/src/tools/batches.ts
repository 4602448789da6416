import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { ArgumentError, show } from '@bnlab/arguments';

/** The inputs of a model: one tensor, or for several inputs an array of tensors or an object of them by name. */
export type ModelInputs = tf.Tensor | tf.Tensor[] | tf.NamedTensorMap;

/** A batch of inputs, alone or with the labels, as `fitDataset` takes it; labels are left aside. */
export type ModelBatch = ModelInputs | { xs: ModelInputs; ys?: unknown };

/** A dataset of `tf.data`, as far as it matters here. */
export interface DatasetLike {
  /** A pass over the batches. */
  iterator(): Promise<AsyncIterator<unknown, unknown>>;
}

/** Inputs of a model: all in one tensor, batch by batch in anything that can be iterated over, or a `tf.data` dataset. */
export type ModelData = tf.Tensor | Iterable<ModelBatch> | AsyncIterable<ModelBatch> | DatasetLike;

/** Batches that can be gone over more than once. */
export interface Batches {
  /** One pass over the inputs of each batch, which stay valid until the next batch is asked for. */
  pass: () => AsyncGenerator<tf.Tensor[], void>;
  /** Gives back what was kept for further passes. */
  dispose: () => void;
}

/**
 * Makes data ready for several passes. What can be iterated over once only, such as a generator, is read now and kept.
 *
 * @throws ArgumentError if it is nothing of the kind, or holds batches that do not fit the model's inputs.
 */
export async function batchesOf(
  functionName: string,
  model: tfl.LayersModel,
  data: ModelData,
): Promise<Batches> {
  const listOf = (batch: unknown) => inputListOf(functionName, model, batch);
  if (data instanceof tf.Tensor) return { pass: () => passOver([data], listOf), dispose: () => {} };
  if (isDataset(data)) return { pass: () => passOverDataset(data, listOf), dispose: () => {} };
  if (!isIterable(data)) {
    const expected = 'a tensor, an iterable of batches or a dataset';
    throw new ArgumentError(functionName, `data must be ${expected}, got ${show(data)}`);
  }
  if (!('next' in data)) return { pass: () => passOver(data, listOf), dispose: () => {} };
  const kept: tf.Tensor[][] = [];
  const dispose = () => tf.dispose(kept);
  try {
    for await (const batch of data) kept.push(listOf(batch).map((input) => input.clone()));
  } catch (error) {
    dispose();
    throw error;
  }
  return { pass: () => passOver(kept, listOf), dispose };
}

/**
 * The inputs of a batch, in the order of the model's.
 *
 * @throws ArgumentError if there are more or fewer.
 */
export function inputListOf(functionName: string, model: tfl.LayersModel, batch: unknown): tf.Tensor[] {
  const isPair = typeof batch === 'object' && batch !== null && 'xs' in batch;
  const inputs = unpacked(model, isPair ? batch.xs : batch);
  const tensors = inputs.filter((input): input is tf.Tensor => input instanceof tf.Tensor);
  if (inputs.length === model.inputs.length && tensors.length === inputs.length) return tensors;
  const names = inputNames(model).map((name) => `"${name}"`);
  const expected =
    model.inputs.length === 1 ? 'one tensor' : `an array or an object of tensors for ${names.join(', ')}`;
  throw new ArgumentError(functionName, `a batch must be ${expected}, got ${tensors.length} tensors`);
}

function unpacked(model: tfl.LayersModel, inputs: unknown): unknown[] {
  if (inputs instanceof tf.Tensor) return [inputs];
  if (Array.isArray(inputs)) return inputs;
  if (typeof inputs !== 'object' || inputs === null) return [];
  return inputNames(model).map((name) => (inputs as Record<string, unknown>)[name]);
}

/** As `model.inputNames`, which a sequential model has from its first use only. */
function inputNames(model: tfl.LayersModel): string[] {
  return model.inputs.map(({ sourceLayer }) => sourceLayer.name);
}

async function* passOver(
  batches: Iterable<unknown> | AsyncIterable<unknown>,
  listOf: (batch: unknown) => tf.Tensor[],
): AsyncGenerator<tf.Tensor[], void> {
  for await (const batch of batches) yield listOf(batch);
}

async function* passOverDataset(
  dataset: DatasetLike,
  listOf: (batch: unknown) => tf.Tensor[],
): AsyncGenerator<tf.Tensor[], void> {
  const iterator = await dataset.iterator();
  for (;;) {
    const next: IteratorResult<unknown, unknown> = await iterator.next();
    if (next.done) return;
    try {
      yield listOf(next.value);
    } finally {
      // A dataset makes its tensors for whoever asks.
      tf.dispose(next.value as tf.TensorContainer);
    }
  }
}

function isDataset(data: ModelData): data is DatasetLike {
  return typeof data === 'object' && data !== null && 'iterator' in data;
}

function isIterable(data: unknown): data is Iterable<ModelBatch> | AsyncIterable<ModelBatch> {
  return (
    typeof data === 'object' && data !== null && (Symbol.iterator in data || Symbol.asyncIterator in data)
  );
}
