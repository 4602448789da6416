import { ArgumentError, checkChoice, checkNumber, className, show } from '@bnlab/arguments';
import type { LabelledInputs } from './data-set';
import type { NetworkShape } from './network-shape';

/** @throws ArgumentError if a training batch would make the kernels read outside the examples. */
export function checkBatch(
  caller: string,
  { layerSizes }: NetworkShape,
  examples: LabelledInputs,
  indices: Uint32Array,
  learningRate: number,
): void {
  checkInputSize(caller, layerSizes[0]!, examples);
  checkIndices(caller, indices, examples.count);
  checkNumber(caller, 'learningRate', learningRate);
}

/** @throws ArgumentError if `indices` is not a `Uint32Array` of one or more numbers below `count`. */
export function checkIndices(caller: string, indices: Uint32Array, count: number): void {
  if (className(indices) !== 'Uint32Array') {
    const fix = 'make one with Uint32Array.from(indices)';
    throw new ArgumentError(caller, `indices must be a Uint32Array, got ${describeArray(indices)}; ${fix}`);
  }
  if (indices.length === 0) {
    throw new ArgumentError(caller, 'indices must name at least one example, got none');
  }
  for (const index of indices) {
    if (index < count) continue;
    throw new ArgumentError(caller, `indices must be below the ${count} examples, got ${index}`);
  }
}

/** @throws ArgumentError if the parts of `examples` disagree, do not fit the network, or name a class that it lacks. */
export function checkExamples(caller: string, { layerSizes }: NetworkShape, examples: LabelledInputs): void {
  checkInputSize(caller, layerSizes[0]!, examples);
  const { count, inputSize, inputs, labels } = examples;
  const classes = layerSizes.at(-1)!;
  if (!['Uint8Array', 'Float32Array'].includes(className(inputs))) {
    const must = 'be a Uint8Array (a byte b stands for b / 255) or a Float32Array';
    throw new ArgumentError(caller, `examples.inputs must ${must}, got ${describeArray(inputs)}`);
  }
  if (className(labels) !== 'Uint8Array') {
    throw new ArgumentError(caller, `examples.labels must be a Uint8Array, got ${describeArray(labels)}`);
  }
  checkNumber(caller, 'examples.count', count, { min: 1, integer: true });
  if (inputs.length !== count * inputSize || labels.length !== count) {
    throw new ArgumentError(
      caller,
      `examples must have ${count * inputSize} inputs and ${count} labels for a count of ${count}, ` +
        `got ${inputs.length} and ${labels.length}`,
    );
  }
  const wrong = labels.find((label) => label >= classes);
  if (wrong !== undefined) {
    throw new ArgumentError(
      caller,
      `examples.labels must be below the network's ${classes} classes, got ${wrong}`,
    );
  }
}

function checkInputSize(caller: string, inputSize: number, examples: LabelledInputs): void {
  if (typeof examples !== 'object' || examples === null) {
    const must = 'be an object { count, inputSize, inputs, labels }';
    throw new ArgumentError(caller, `examples must ${must}, got ${show(examples)}`);
  }
  if (examples.inputSize === inputSize) return;
  throw new ArgumentError(
    caller,
    `examples.inputSize must be ${inputSize}, as the network has ${inputSize} inputs, got ${show(examples.inputSize)}`,
  );
}

function describeArray(value: unknown): string {
  return ArrayBuffer.isView(value) ? `a ${className(value)}` : show(value);
}

/** @throws ArgumentError if `statistics` does not name the statistics of an inference. */
export function checkStatistics(caller: string, statistics: string): void {
  checkChoice(caller, 'statistics', statistics, ['population', 'batch']);
}
