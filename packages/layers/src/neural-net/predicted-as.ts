/** The form of the predictions of `predict`. */
export type PredictedAs = 'logits' | 'probabilities' | 'classes';

export const predictedAs = ['logits', 'probabilities', 'classes'] as const satisfies PredictedAs[];

/** How logits become probabilities: all classes of an example together, or each output by itself. */
export type OutputActivation = 'softmax' | 'sigmoid';

/** Logits, [examples, outputs] row by row, as probabilities, or as the class of each example. */
export function fromLogits(
  logits: Float32Array,
  outputs: number,
  { as, activation }: { as: PredictedAs; activation: OutputActivation },
): Float32Array {
  if (as === 'logits') return logits;
  const rows = rowsOf(logits, outputs);
  if (as === 'classes') {
    return outputs === 1
      ? logits.map((logit) => Number(logit > 0))
      : Float32Array.from(rows, (row) => row.indexOf(Math.max(...row)));
  }
  if (activation === 'sigmoid') return logits.map((logit) => 1 / (1 + Math.exp(-logit)));
  const probabilities = new Float32Array(logits.length);
  rows.forEach((row, index) => probabilities.set(softmax(row), index * outputs));
  return probabilities;
}

function softmax(row: Float32Array): number[] {
  const top = Math.max(...row);
  const powers = Array.from(row, (logit) => Math.exp(logit - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

function rowsOf(values: Float32Array, size: number): Float32Array[] {
  return Array.from({ length: values.length / size }, (_, row) =>
    values.subarray(row * size, (row + 1) * size),
  );
}
