import { normalWeights } from '@bnlab/layers';

// The best case: the layer before the output has the right answer already.
// What is left of it after batch norm, with the best γ and β there are?
const examples = 9600;
const [drawn] = normalWeights([examples, 1], {
  seed: 1,
  standardDeviation: 1,
});
const targets = [...drawn!.values];

display(
  [4, 8, 32, 128].map((m) => {
    const outputs: number[] = [];
    for (let first = 0; first < examples; first += m)
      outputs.push(...normalize(targets.slice(first, first + m)));
    const gamma =
      mean(outputs.map((y, i) => y * targets[i]!)) / mean(squares(outputs));
    const beta = mean(targets);
    const errors = outputs.map((y, i) => gamma * y + beta - targets[i]!);
    return {
      'batch size': m,
      'error that cannot be removed': Math.sqrt(mean(squares(errors))),
    };
  }),
);
console.log('Without batch norm it would be 0.');

function normalize(x: number[]): number[] {
  const centered = x.map((value) => value - mean(x));
  const deviation = Math.sqrt(mean(squares(centered)) + 0.001);
  return centered.map((value) => value / deviation);
}

function squares(values: number[]): number[] {
  return values.map((value) => value ** 2);
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
