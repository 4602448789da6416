/** Examples to learn from or to be tested on: rows of inputs, each with the index of its class. */
export interface Examples {
  /** Number of examples. */
  readonly count: number;
  /** Values an example. */
  readonly inputSize: number;
  /** `count * inputSize` values, example by example. A byte b stands for b / 255, a float for itself. */
  readonly inputs: Uint8Array | Float32Array;
  /** `count` class indices. */
  readonly labels: Uint8Array;
}

/** An endless source of batches: which examples come next. `BatchStream` of `@bnlab/mnist` is one. */
export interface ExampleStream {
  readonly examples: Examples;
  /** The indices, into {@link examples}, of the next `size` examples. */
  nextIndices(size: number): Uint32Array;
}

const BYTE = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** The inputs of the examples [start, end) as float32 values. */
export function inputsBetween({ inputs, inputSize }: Examples, start: number, end: number): Float32Array {
  return toFloats(inputs.subarray(start * inputSize, end * inputSize));
}

/** The inputs of the examples at `indices`, one row each, as float32 values. */
export function inputsAt({ inputs, inputSize }: Examples, indices: Uint32Array): Float32Array {
  const rows = new Float32Array(indices.length * inputSize);
  indices.forEach((index, row) => {
    rows.set(toFloats(inputs.subarray(index * inputSize, (index + 1) * inputSize)), row * inputSize);
  });
  return rows;
}

function toFloats(inputs: Uint8Array | Float32Array): Float32Array {
  if (inputs instanceof Float32Array) return inputs;
  const floats = new Float32Array(inputs.length);
  for (let i = 0; i < inputs.length; i++) floats[i] = BYTE[inputs[i]!]!;
  return floats;
}

/**
 * Checks that examples are whole and fit a network.
 *
 * @throws RangeError naming `label` and what does not fit.
 */
export function checkExamples(examples: Examples, inputSize: number, label: string): void {
  if (examples.inputSize !== inputSize) {
    throw new RangeError(
      `${label} must have ${inputSize} inputs an example, as the network has, got ${examples.inputSize}`,
    );
  }
  if (examples.count === 0) throw new RangeError(`${label} must hold at least one example, got none`);
  const { count, inputs, labels } = examples;
  if (inputs.length !== count * inputSize || labels.length !== count) {
    throw new RangeError(
      `${label} must hold ${count * inputSize} inputs and ${count} labels for ${count} examples, ` +
        `got ${inputs.length} and ${labels.length}`,
    );
  }
}
