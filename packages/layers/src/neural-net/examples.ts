import { ArgumentError, checkNumber, className, show } from '@bnlab/arguments';
import { ownFloats } from './own-floats';

/** Examples to learn from or to be tested on: rows of inputs, each with the index of its class. */
export interface Examples {
  /** Number of examples. */
  readonly count: number;
  /** Values per example. */
  readonly inputSize: number;
  /** `count * inputSize` values, example by example. A byte b stands for b / 255, a float for itself. */
  readonly inputs: Uint8Array | Float32Array;
  /** `count` class indices. */
  readonly labels: Uint8Array;
}

/** An endless source of batches: which examples come next. {@link batches} makes one of arrays. */
export interface ExampleStream<Data = Examples> {
  readonly examples: Data;
  /** The indices, into {@link examples}, of the next `size` examples. The last batch of an epoch may be smaller. */
  nextIndices(size: number): Uint32Array;
  /** Examples per batch, where training is not told otherwise. */
  readonly batchSize?: number;
  /** Examples to train on in place of those at `indices`, in their order. Default: the examples as they are. */
  augmented?(indices: Uint32Array): Data;
}

type Inputs = Pick<Examples, 'inputs' | 'inputSize'>;

const BYTE = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** The inputs of the examples [start, end) as float32 values. */
export function inputsBetween({ inputs, inputSize }: Inputs, start: number, end: number): Float32Array {
  return toFloats(inputs.subarray(start * inputSize, end * inputSize));
}

/** The inputs of the examples at `indices`, one row each, as float32 values. */
export function inputsAt({ inputs, inputSize }: Inputs, indices: Uint32Array): Float32Array {
  const rows = new Float32Array(indices.length * inputSize);
  indices.forEach((index, row) => {
    rows.set(toFloats(inputs.subarray(index * inputSize, (index + 1) * inputSize)), row * inputSize);
  });
  return rows;
}

function toFloats(inputs: Uint8Array | Float32Array): Float32Array {
  // By its width: an array of another realm is no instance of this one's class.
  if (inputs.BYTES_PER_ELEMENT === 4) return ownFloats(inputs as Float32Array);
  const floats = new Float32Array(inputs.length);
  for (let i = 0; i < inputs.length; i++) floats[i] = BYTE[inputs[i]!]!;
  return floats;
}

/**
 * Checks that examples are whole and fit a network.
 *
 * @param argument - What the message calls the examples.
 * @throws ArgumentError naming what does not fit.
 */
export function checkExamples(
  functionName: string,
  argument: string,
  examples: unknown,
  { inputSize, classes }: { inputSize: number; classes: number },
): asserts examples is Examples {
  if (typeof examples !== 'object' || examples === null || !('inputs' in examples)) {
    throw new ArgumentError(
      functionName,
      `${argument} must be examples { count, inputSize, inputs, labels }, got ${show(examples)}`,
    );
  }
  const { count, inputSize: size, inputs, labels } = examples as Examples;
  checkNumber(functionName, `${argument}.count`, count, { min: 1, integer: true });
  if (size !== inputSize) {
    throw new ArgumentError(
      functionName,
      `${argument} must have ${inputSize} inputs per example, as the network has, got ${show(size)}`,
    );
  }
  checkTypedArray(functionName, `${argument}.inputs`, inputs, ['Uint8Array', 'Float32Array']);
  checkTypedArray(functionName, `${argument}.labels`, labels, ['Uint8Array']);
  if (inputs.length !== count * inputSize || labels.length !== count) {
    throw new ArgumentError(
      functionName,
      `${argument} must hold ${count * inputSize} inputs and ${count} labels for ${count} examples, ` +
        `got ${inputs.length} and ${labels.length}`,
    );
  }
  const unknown = labels.find((label) => label >= classes);
  if (unknown !== undefined) {
    throw new ArgumentError(
      functionName,
      `${argument}.labels must be below the network's ${classes} classes, got ${unknown}`,
    );
  }
}

/** Arrays of another realm are no instances of this one's classes; they count too. */
export function checkTypedArray(
  functionName: string,
  argument: string,
  value: unknown,
  kinds: readonly string[],
): void {
  if (kinds.includes(className(value))) return;
  throw new ArgumentError(functionName, `${argument} must be a ${kinds.join(' or ')}, got ${show(value)}`);
}
