import { ArgumentError, className, show } from '@bnlab/arguments';
import type { CompleteLoss } from './loss';
import type { Shape } from './shape';

/** Numbers of classes, one per example. */
export type ClassLabels = Uint8Array | Uint16Array | Uint32Array | Int32Array;

/** Examples to learn from or to be tested on. */
export interface GraphExamples {
  /** Number of examples. */
  readonly count: number;
  /** The values of each, example by example. A byte b stands for b / 255, a float for itself. */
  readonly inputs: Uint8Array | Float32Array;
  /** The class of each, or as floats the value that each of its outputs is to have. */
  readonly labels: ClassLabels | Float32Array;
}

const labelTypes = ['Uint8Array', 'Uint16Array', 'Uint32Array', 'Int32Array', 'Float32Array'];

/** Whether labels are targets, not classes. */
export function areTargets(labels: GraphExamples['labels']): labels is Float32Array {
  return className(labels) === 'Float32Array';
}

/** @internal @throws ArgumentError when examples do not fit a network of so many inputs and outputs. */
export function checkExamples(
  caller: string,
  examples: GraphExamples,
  { inputSize, outputSize, loss }: { inputSize: number; outputSize: number; loss: CompleteLoss },
): void {
  if (typeof examples !== 'object' || examples === null) {
    throw new ArgumentError(caller, `examples must be { count, inputs, labels }, got ${show(examples)}`);
  }
  const { count, inputs, labels } = examples;
  if (!Number.isInteger(count) || count < 1) {
    throw new ArgumentError(caller, `examples.count must be a positive integer, got ${show(count)}`);
  }
  if (!['Uint8Array', 'Float32Array'].includes(className(inputs))) {
    throw new ArgumentError(
      caller,
      `examples.inputs must be a Uint8Array or a Float32Array, got ${show(inputs)}`,
    );
  }
  if (inputs.length !== count * inputSize) {
    const wanted = `${count} x ${inputSize} = ${count * inputSize} values`;
    throw new ArgumentError(caller, `examples.inputs must hold ${wanted}, got ${inputs.length}`);
  }
  if (!labelTypes.includes(className(labels))) {
    throw new ArgumentError(
      caller,
      `examples.labels must be classes (${labelTypes.slice(0, 4).join(', ')}) or targets (Float32Array), got ${show(labels)}`,
    );
  }
  if (areTargets(labels)) {
    if (labels.length === count * outputSize) return;
    const wanted = `${count} x ${outputSize} = ${count * outputSize} values`;
    throw new ArgumentError(caller, `examples.labels, as targets, must hold ${wanted}, got ${labels.length}`);
  }
  checkClasses(caller, labels, { count, outputSize, loss });
}

function checkClasses(
  caller: string,
  labels: ClassLabels,
  { count, outputSize, loss }: { count: number; outputSize: number; loss: CompleteLoss },
): void {
  if (loss.kind !== 'softmaxCrossEntropy' && loss.kind !== 'sigmoidCrossEntropy') {
    throw new ArgumentError(
      caller,
      `examples.labels must be a Float32Array of targets for ${loss.kind}, got classes`,
    );
  }
  if (labels.length !== count) {
    throw new ArgumentError(
      caller,
      `examples.labels must hold a class per example, ${count}, got ${labels.length}`,
    );
  }
  const classes = outputSize === 1 && loss.kind === 'sigmoidCrossEntropy' ? 2 : outputSize;
  for (const label of labels) {
    if (label >= 0 && label < classes) continue;
    throw new ArgumentError(caller, `examples.labels must be classes from 0 to ${classes - 1}, got ${label}`);
  }
}

/** @internal @throws ArgumentError when indices do not name examples. */
export function checkIndices(caller: string, indices: Uint32Array, count: number): void {
  if (className(indices) !== 'Uint32Array') {
    throw new ArgumentError(
      caller,
      `indices must be a Uint32Array, got ${show(indices)}; make one with Uint32Array.from(indices)`,
    );
  }
  if (indices.length === 0)
    throw new ArgumentError(caller, 'indices must name at least one example, got none');
  for (const index of indices) {
    if (index >= count)
      throw new ArgumentError(caller, `indices must be below the ${count} examples, got ${index}`);
  }
}

/** The parts of a network that say how its outputs are judged. */
interface LossTaker {
  readonly loss: CompleteLoss;
  readonly output: { readonly shape: Shape };
}

/** @internal Writes what the outputs of an example are to be. */
export function writeTarget(
  target: Float32Array,
  labels: GraphExamples['labels'],
  index: number,
  { loss: { kind, labelSmoothing }, output }: LossTaker,
): void {
  const outputs = target.length;
  if (areTargets(labels)) target.set(labels.subarray(index * outputs, (index + 1) * outputs));
  else if (outputs === 1 && kind === 'sigmoidCrossEntropy') target[0] = labels[index]!;
  else {
    target.fill(0);
    target[labels[index]!] = 1;
  }
  if (labelSmoothing === 0) return;
  const evenly = labelSmoothing / output.shape.channels;
  for (let i = 0; i < outputs; i++) target[i] = target[i]! * (1 - labelSmoothing) + evenly;
}

/**
 * @internal Share of an example that is right, in [0, 1]: of its pixels, or all or nothing where it has one, if the loss is
 * of classes; of its outputs if each is a yes or no of its own. NaN where a loss knows no right.
 */
export function hitShare(
  outputs: Float32Array,
  labels: GraphExamples['labels'],
  index: number,
  { loss: { kind }, output }: LossTaker,
): number {
  const size = outputs.length;
  if (kind === 'softmaxCrossEntropy') {
    if (!areTargets(labels)) return Number(largest(outputs) === labels[index]!);
    const { channels: classes } = output.shape;
    let hits = 0;
    for (let pixel = 0; pixel < size; pixel += classes) {
      const from = index * size + pixel;
      const wanted = largest(labels.subarray(from, from + classes));
      hits += Number(largest(outputs.subarray(pixel, pixel + classes)) === wanted);
    }
    return (hits * classes) / size;
  }
  if (kind !== 'sigmoidCrossEntropy') return NaN;
  if (size > 1 && !areTargets(labels)) return Number(largest(outputs) === labels[index]!);
  let hits = 0;
  for (let i = 0; i < size; i++) hits += Number(outputs[i]! > 0 === labels[index * size + i]! > 0.5);
  return hits / size;
}

/** Place of the largest value, the first of equals. */
export function largest(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}
