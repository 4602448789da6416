import { ArgumentError, show } from '@bnlab/arguments';
import type { GraphExamples, GraphLoss } from '@bnlab/kernels';
import * as tf from '@tensorflow/tfjs-core';

/** Inputs or labels as `fit` takes them: a tensor, or values example by example. */
export type FitValues = tf.Tensor | Float32Array | Uint8Array | Uint16Array | Uint32Array | Int32Array;

/**
 * Examples from inputs and labels. Labels with a value per example are classes where the loss is a cross-entropy, unless
 * they are floats for the network's only output.
 *
 * @throws ArgumentError if either does not fit the network.
 */
export async function examplesOf(
  caller: string,
  x: FitValues,
  y: FitValues,
  { inputSize, outputSize, loss }: { inputSize: number; outputSize: number; loss: GraphLoss },
): Promise<GraphExamples> {
  const inputs = await inputsOf(caller, 'x', x);
  const count = inputs.length / inputSize;
  if (!Number.isInteger(count) || count === 0) {
    throw new ArgumentError(
      caller,
      `x must hold ${inputSize} values per example, got ${inputs.length} in all`,
    );
  }
  const labels = await valuesOf(caller, 'y', y);
  if (labels.length !== count && labels.length !== count * outputSize) {
    const wanted = `a class or ${outputSize} values for each of ${count} examples`;
    throw new ArgumentError(caller, `y must hold ${wanted}, got ${labels.length} values`);
  }
  const areClasses = labels.length === count && outputSize > 1 && loss.kind.endsWith('CrossEntropy');
  return { count, inputs, labels: areClasses ? Int32Array.from(labels) : Float32Array.from(labels) };
}

/** Bytes stay bytes, which stand for byte / 255. */
export async function inputsOf(
  caller: string,
  argument: string,
  x: FitValues,
): Promise<Float32Array | Uint8Array> {
  const values = await valuesOf(caller, argument, x);
  const isByte = values.BYTES_PER_ELEMENT === 1;
  return isByte ? (values as Uint8Array) : Float32Array.from(values);
}

type Values = Exclude<FitValues, tf.Tensor>;

async function valuesOf(caller: string, argument: string, value: FitValues): Promise<Values> {
  if (value instanceof tf.Tensor) {
    const values = await value.data();
    // A tensor of whole numbers or truth values means these numbers, not shares of 255.
    return value.dtype === 'float32' ? values : Float32Array.from(values);
  }
  if (ArrayBuffer.isView(value) && 'BYTES_PER_ELEMENT' in value) return value;
  throw new ArgumentError(caller, `${argument} must be a tensor or a typed array, got ${show(value)}`);
}
