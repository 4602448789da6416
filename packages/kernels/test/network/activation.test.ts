import { describe, expect, test } from '@jest/globals';
import { compiledActivations, CompiledNetwork, type CompiledActivation } from '../../src';
import { referenceActivations } from '../helpers/reference-network';

/** A network of one unit that hands its input through the activation: its first logit is f(x). */
async function applied(activation: CompiledActivation, x: Float32Array): Promise<Float32Array> {
  const layer = (values: number[], columns: number) => ({
    weights: { rows: 1, columns, values: Float32Array.from(values) },
    bias: new Float32Array(columns),
  });
  const network = await CompiledNetwork.create(
    {
      layerSizes: [1, 1, 1],
      activation,
      batchNorm: false,
      placement: 'before-activation',
      momentum: 0.99,
      epsilon: 1e-3,
      optimizer: { kind: 'sgd', momentum: 0 },
    },
    { step: 0, layers: [layer([1], 1), layer([1], 1)] },
  );
  const examples = { count: x.length, inputSize: 1, inputs: x, labels: new Uint8Array(x.length) };
  return network.predict(examples, 'population');
}

/** From -30 to 30, close together around 0, and far out. */
const x = Float32Array.from({ length: 4001 }, (_, i) => 30 * ((i - 2000) / 2000) ** 3);

describe('the activations', () => {
  test.each(compiledActivations)(
    '%s is as exact as float32 allows, near 0 and far from it',
    async (activation) => {
      const [exact] = referenceActivations[activation];
      const values = await applied(activation, x);
      values.forEach((value, i) => {
        const expected = exact(x[i]!);
        // Relative to the result; where it is all but 0, to a share of the input. gelu's 1 + erf cancels far below 0.
        const small = activation === 'gelu' ? 1 : 1e-3;
        const scale = Math.max(Math.abs(expected), small * Math.min(1, Math.abs(x[i]!)), 1e-7);
        expect(Math.abs(value - expected) / scale).toBeLessThan(2e-6);
      });
    },
  );

  test('a sigmoid makes no denormal numbers: it is 0 where it is under 1e-20', async () => {
    const low = Float32Array.from({ length: 500 }, (_, i) => -30 - i / 5);
    const values = await applied('sigmoid', low);
    values.forEach((value, i) => {
      if (low[i]! < -46) expect(value).toBe(0);
      else expect(Math.abs(value / (1 / (1 + Math.exp(-low[i]!))) - 1)).toBeLessThan(1e-5);
    });
  });

  test.each(compiledActivations)('%s has the right ends, and leaves NaN what it is', async (activation) => {
    const ends: Record<CompiledActivation, [low: number, high: number]> = {
      relu: [0, 1e30],
      sigmoid: [0, 1],
      tanh: [-1, 1],
      leakyRelu: [-2e29, 1e30],
      elu: [-1, 1e30],
      gelu: [0, 1e30],
      swish: [0, 1e30],
      identity: [-1e30, 1e30],
    };
    const [low, high, nan] = await applied(activation, Float32Array.of(-1e30, 1e30, NaN));
    const [expectedLow, expectedHigh] = ends[activation];
    // exp is held at exp(-87): the share of a sigmoid that is left there is 1e-38 of the input.
    expect(Math.abs(low! - expectedLow)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(expectedLow)));
    expect(Math.abs(high! - expectedHigh)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(expectedHigh)));
    expect(nan).toBeNaN();
  });
});
