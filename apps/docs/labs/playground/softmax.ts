/** The probabilities that logits stand for, row by row; NaN where a logit is. */
export function softmax(logits: Float32Array, classes = 10): Float32Array {
  const probabilities = new Float32Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    const row = logits.subarray(start, start + classes);
    const largest = Math.max(...row);
    const powers = row.map((logit) => Math.exp(logit - largest));
    const sum = powers.reduce((total, power) => total + power, 0);
    probabilities.set(
      powers.map((power) => power / sum),
      start,
    );
  }
  return probabilities;
}

/** The class with the largest probability, and that probability; no class where they are not numbers. */
export function bestGuess(probabilities: Float32Array): { digit: number | undefined; probability: number } {
  const probability = Math.max(...probabilities);
  const digit = probabilities.indexOf(probability);
  return { digit: digit === -1 ? undefined : digit, probability };
}
