import { describe, expect, test } from '@jest/globals';
import { CompiledGraph, type GraphDescription, type GraphOptimizer } from '../../src';

/** One weight w = 1 and a bias b = 0.5 on the input 2, target 0, squared error: z = 2 w + b, dw = 4 z, db = 2 z. */
async function firstSteps(optimizer: GraphOptimizer, rate: number, steps: number) {
  const description: GraphDescription = {
    inputShape: [1],
    layers: [{ kind: 'dense', units: 1, name: 'line' }],
    loss: 'meanSquaredError',
    optimizer,
  };
  const values = { step: 0, layers: { line: { weights: Float32Array.of(1), bias: Float32Array.of(0.5) } } };
  const network = await CompiledGraph.create(description, { values });
  const examples = { count: 1, inputs: Float32Array.of(2), labels: Float32Array.of(0) };
  for (let step = 0; step < steps; step++) network.trainStep(examples, Uint32Array.of(0), rate);
  const { weights, bias } = network.getState().layers.line!;
  return [weights![0]!, bias![0]!];
}

type Update = (w: number, g: number, kept: { v: number; m: number }, step: number) => number;

function reference(
  update: Update,
  steps: number,
  clip: (gradients: number[]) => number[] = (g) => g,
): number[] {
  let [w, b] = [1, 0.5];
  const kept = [
    { v: 0, m: 0 },
    { v: 0, m: 0 },
  ];
  for (let step = 1; step <= steps; step++) {
    const z = 2 * w + b;
    const [dw, db] = clip([4 * z, 2 * z]);
    [w, b] = [update(w, dw!, kept[0]!, step), update(b, db!, kept[1]!, step)];
  }
  return [w, b];
}

const rate = 0.05;
const adam =
  (decayOf: (w: number) => [coupled: number, shrink: number]): Update =>
  (w, gradient, kept, step) => {
    const [coupled, shrink] = decayOf(w);
    const g = gradient + coupled;
    kept.m = 0.9 * kept.m + 0.1 * g;
    kept.v = 0.999 * kept.v + 0.001 * g * g;
    return (
      w * shrink - (rate * (kept.m / (1 - 0.9 ** step))) / (Math.sqrt(kept.v / (1 - 0.999 ** step)) + 1e-7)
    );
  };

describe('optimizers follow their formulas over four steps', () => {
  const cases: [name: string, optimizer: GraphOptimizer, expected: number[]][] = [
    ['gradient descent', { kind: 'sgd' }, reference((w, g) => w - rate * g, 4)],
    [
      'momentum',
      { kind: 'sgd', momentum: 0.8 },
      reference((w, g, kept) => w - rate * (kept.v = 0.8 * kept.v + g), 4),
    ],
    [
      'Nesterov',
      { kind: 'sgd', momentum: 0.8, nesterov: true },
      reference((w, g, kept) => w - rate * (g + 0.8 * (kept.v = 0.8 * kept.v + g)), 4),
    ],
    [
      'decay of weights and biases',
      { kind: 'sgd', weightDecay: 0.3, decayVectors: true },
      reference((w, g) => w - rate * (g + 0.3 * w), 4),
    ],
    [
      'Adam',
      { kind: 'adam' },
      reference(
        adam(() => [0, 1]),
        4,
      ),
    ],
    [
      'Adam with decay',
      { kind: 'adam', weightDecay: 0.3, decayVectors: true },
      reference(
        adam((w) => [0.3 * w, 1]),
        4,
      ),
    ],
    [
      'AdamW',
      { kind: 'adamw', weightDecay: 0.3, decayVectors: true },
      reference(
        adam(() => [0, 1 - rate * 0.3]),
        4,
      ),
    ],
    [
      'clipped to a norm',
      { kind: 'sgd', clipNorm: 2 },
      reference(
        (w, g) => w - rate * g,
        4,
        (g) => g.map((value) => value * Math.min(1, 2 / Math.hypot(...g))),
      ),
    ],
    [
      'clipped to a size',
      { kind: 'sgd', clipValue: 3 },
      reference(
        (w, g) => w - rate * g,
        4,
        (g) => g.map((value) => Math.max(-3, Math.min(3, value))),
      ),
    ],
  ];
  test.each(cases)('%s', async (_name, optimizer, expected) => {
    const found = await firstSteps(optimizer, rate, 4);
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
  });

  test('decay leaves biases alone unless told', async () => {
    const [, bias] = await firstSteps({ kind: 'adamw', weightDecay: 5 }, 0.01, 1);
    const [, without] = await firstSteps({ kind: 'adamw' }, 0.01, 1);
    expect(bias).toBe(without);
  });
});
