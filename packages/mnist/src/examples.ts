import { ArgumentError, checkNumber, className, show } from '@bnlab/arguments';

/** Labelled examples: one row of inputs and one class index per example. A `Dataset`, or an object of your own arrays. */
export interface Examples {
  /** Name in error messages. Default: `'examples'`. */
  readonly name?: string;
  /** Number of examples. */
  readonly count: number;
  /** Values per example. */
  readonly inputSize: number;
  /** Inputs, [count, inputSize], flat in row-major order. Bytes stand for byte / 255, floats for themselves. */
  readonly inputs: Uint8Array | Float32Array;
  /** Class indices, [count]. */
  readonly labels: Uint8Array;
}

/** Throws unless there is at least one example and the lengths of the arrays match. */
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
  if (!['Uint8Array', 'Float32Array'].includes(className(inputs))) {
    throw new ArgumentError(
      caller,
      `examples.inputs must be a Uint8Array or a Float32Array, got ${show(inputs)}`,
    );
  }
  if (className(labels) !== 'Uint8Array') {
    throw new ArgumentError(caller, `examples.labels must be a Uint8Array, got ${show(labels)}`);
  }
  if (inputs.length === count * inputSize && labels.length === count) return;
  throw new ArgumentError(
    caller,
    `examples must hold ${count * inputSize} inputs and ${count} labels for ${count} examples, ` +
      `got ${inputs.length} and ${labels.length}`,
  );
}
