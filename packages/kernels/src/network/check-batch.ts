import type { LabelledInputs } from './data-set';
import type { NetworkShape } from './network-shape';

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
