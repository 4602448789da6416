import { ArgumentError } from '@bnlab/arguments';
import type { GraphExamples } from '@bnlab/kernels';

/**
 * The first examples to train on, and the last to measure.
 *
 * @param share - Of the examples that are measured, in [0, 1).
 * @throws ArgumentError if either part would be empty.
 */
export function splitExamples(
  caller: string,
  examples: GraphExamples,
  share: number,
): [GraphExamples, GraphExamples | undefined] {
  if (share === 0) return [examples, undefined];
  const { count, inputs, labels } = examples;
  const first = Math.floor(count * (1 - share));
  if (first === 0 || first === count) {
    const must = `validationSplit must leave examples on both sides of ${count}`;
    throw new ArgumentError(caller, `${must}, got ${share}`);
  }
  const part = (from: number, to: number): GraphExamples => ({
    count: to - from,
    inputs: inputs.subarray((from * inputs.length) / count, (to * inputs.length) / count),
    labels: labels.subarray((from * labels.length) / count, (to * labels.length) / count),
  });
  return [part(0, first), part(first, count)];
}
