import { ArgumentError, checkNumber, show } from '@bnlab/arguments';

/** Labelled examples: rows of inputs, each with the index of its class. A `Dataset` is one; so are your own arrays. */
export interface Examples {
  /** What error messages call them. Default: `'examples'`. */
  readonly name?: string;
  /** Number of examples. */
  readonly count: number;
  /** Values per example. */
  readonly inputSize: number;
  /** `count * inputSize` values, example by example. A byte b stands for b / 255, a float for itself. */
  readonly inputs: Uint8Array | Float32Array;
  /** `count` class indices. */
  readonly labels: Uint8Array;
}

/** Throws unless `examples` are whole and at least one. */
export function checkExamples(caller: string, examples: Examples): void {
  if (typeof examples !== 'object' || examples === null) {
    throw new ArgumentError(
      caller,
      `examples must be a Dataset or an object { count, inputSize, inputs, labels }, got ${show(examples)}`,
    );
  }
  const { count, inputSize, inputs, labels } = examples;
  checkNumber(caller, 'examples.count', count, { integer: true, min: 1 });
  checkNumber(caller, 'examples.inputSize', inputSize, { integer: true, min: 1 });
  if (!(inputs instanceof Uint8Array || inputs instanceof Float32Array)) {
    throw new ArgumentError(
      caller,
      `examples.inputs must be a Uint8Array or a Float32Array, got ${show(inputs)}`,
    );
  }
  if (!(labels instanceof Uint8Array)) {
    throw new ArgumentError(caller, `examples.labels must be a Uint8Array, got ${show(labels)}`);
  }
  if (inputs.length === count * inputSize && labels.length === count) return;
  throw new ArgumentError(
    caller,
    `examples must hold ${count * inputSize} inputs and ${count} labels for ${count} examples, ` +
      `got ${inputs.length} and ${labels.length}`,
  );
}
