import type { LabelledInputs } from './data-set';
import type { NetworkShape } from './network-shape';

/** The name of a value's class, the same for arrays of another realm (a frame, a worker, a test's sandbox). */
function className(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

/** @throws RangeError when a training batch could make the kernels read what is not there. */
export function checkBatch(
  caller: string,
  { layerSizes }: NetworkShape,
  { count, inputSize }: LabelledInputs,
  indices: Uint32Array,
  learningRate: number,
): void {
  if (inputSize !== layerSizes[0]) {
    throw new RangeError(`${caller}: examples must have ${layerSizes[0]} inputs each, got ${inputSize}`);
  }
  if (className(indices) !== 'Uint32Array') {
    const fix = 'make one with Uint32Array.from(indices)';
    throw new RangeError(`${caller}: indices must be a Uint32Array, got ${className(indices)}; ${fix}`);
  }
  if (indices.length === 0)
    throw new RangeError(`${caller}: indices must name at least one example, got none`);
  for (const index of indices) {
    if (index >= count) {
      throw new RangeError(`${caller}: indices must be below the ${count} examples, got ${index}`);
    }
  }
  if (!Number.isFinite(learningRate)) {
    throw new RangeError(`${caller}: learningRate must be a finite number, got ${learningRate}`);
  }
}

/** @throws RangeError when examples are not whole, do not fit the network, or have a class that it lacks. */
export function checkLabels(
  caller: string,
  { layerSizes }: NetworkShape,
  { count, inputSize, inputs, labels }: LabelledInputs,
): void {
  const classes = layerSizes.at(-1)!;
  if (inputSize !== layerSizes[0]) {
    throw new RangeError(`${caller}: examples must have ${layerSizes[0]} inputs each, got ${inputSize}`);
  }
  if (!['Uint8Array', 'Float32Array'].includes(className(inputs))) {
    throw new RangeError(
      `${caller}: inputs must be a Uint8Array, of which 255 stands for 1, or a Float32Array, got ${className(inputs)}`,
    );
  }
  if (className(labels) !== 'Uint8Array') {
    throw new RangeError(`${caller}: labels must be a Uint8Array, got ${className(labels)}`);
  }
  if (count < 1 || inputs.length !== count * inputSize || labels.length !== count) {
    throw new RangeError(
      `${caller}: examples must be one or more, with ${count * inputSize} inputs and ${count} labels for ${count}, ` +
        `got ${inputs.length} and ${labels.length}`,
    );
  }
  const wrong = labels.find((label) => label >= classes);
  if (wrong !== undefined) {
    throw new RangeError(`${caller}: labels must be below the network's ${classes} classes, got ${wrong}`);
  }
}

/** @throws RangeError when the statistics of an inference are of no kind that there is. */
export function checkStatistics(caller: string, statistics: string): void {
  if (statistics === 'population' || statistics === 'batch') return;
  throw new RangeError(`${caller}: statistics must be population or batch, got ${statistics}`);
}
