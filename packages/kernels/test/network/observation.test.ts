import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CompiledNetwork } from '../../src';
import { arbitraryShape, randomExamples, randomValues } from '../helpers/arbitrary-network';
import { referenceActivations, referenceStep } from '../helpers/reference-network';

const all = Uint32Array.from({ length: 20 }, (_, i) => i);

describe('observe', () => {
  test('changes nothing: neither the network nor the training after it', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryShape, fc.integer({ min: 0, max: 1e9 }), async (shape, seed) => {
        const values = randomValues(shape, seed);
        const data = randomExamples(shape, { count: 20, seed, kind: 'bytes' });
        const [observed, plain] = [
          await CompiledNetwork.create(shape, values),
          await CompiledNetwork.create(shape, values),
        ];
        const { loss, step } = observed.observe(data, all);
        expect(observed.getState()).toEqual(values);
        expect(step).toBe(3);
        expect(observed.trainStep(data, all, 0.1)).toBe(loss);
        observed.observe(data, all);
        plain.trainStep(data, all, 0.1);
        expect(observed.getState()).toEqual(plain.getState());
      }),
    );
  });

  test('sees the gradients of the step', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryShape, fc.integer({ min: 0, max: 1e9 }), async (shape, seed) => {
        const descent = { ...shape, optimizer: { kind: 'sgd' as const, momentum: 0 } };
        const values = randomValues(descent, seed);
        const data = randomExamples(shape, { count: 20, seed, kind: 'floats' });
        const network = await CompiledNetwork.create(descent, values);
        const { layers } = network.observe(data, all);
        const after = referenceStep(descent, values, data, all, 1).values;
        layers.forEach(({ norms }, index) => {
          const [before, stepped] = [values.layers[index]!, after.layers[index]!];
          const change = before.weights.values.map((w, i) => w - stepped.weights.values[i]!);
          expect(Math.abs(norms.weightGradient - Math.hypot(...change))).toBeLessThan(
            1e-3 * (1 + Math.hypot(...change)),
          );
          expect(norms.weights).toBeCloseTo(Math.hypot(...before.weights.values), 4);
          expect(Object.keys(norms)).toHaveLength(before.bias ? 4 : 6);
        });
      }),
    );
  });

  test('describes what goes into the activation and what comes out of it', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryShape, fc.integer({ min: 0, max: 1e9 }), async (shape, seed) => {
        const data = randomExamples(shape, { count: 20, seed, kind: 'floats' });
        const network = await CompiledNetwork.create(shape, randomValues(shape, seed));
        const { layers } = network.observe(data, all, { quantiles: [0, 0.5, 1], bins: 7 });
        expect(layers.at(-1)!.preactivations).toBeUndefined();
        const [activation] = referenceActivations[shape.activation];
        layers.slice(0, -1).forEach(({ preactivations, activations, deadShare, gamma }, index) => {
          const count = 20 * shape.layerSizes[index + 1]!;
          for (const { quantiles, histogram, mean, deviation } of [preactivations!, activations!]) {
            expect(histogram.counts.reduce((sum, n) => sum + n)).toBe(count);
            expect([histogram.from, histogram.to]).toEqual([quantiles[0], quantiles[2]]);
            expect(mean).toBeGreaterThanOrEqual(quantiles[0]! - 1e-5);
            expect(mean).toBeLessThanOrEqual(quantiles[2]! + 1e-5);
            expect(deviation).toBeLessThanOrEqual(quantiles[2]! - quantiles[0]! + 1e-5);
          }
          expect(deadShare).toBeGreaterThanOrEqual(0);
          expect(deadShare).toBeLessThanOrEqual(1);
          // Activations that only rise take the largest value to the largest.
          const rises = !['gelu', 'swish'].includes(shape.activation);
          if (!rises || (gamma && shape.placement === 'after-activation')) return;
          expect(activations!.quantiles[2]).toBeCloseTo(activation(preactivations!.quantiles[2]!), 4);
        });
      }),
    );
  });

  test('counts the units of a relu that give 0 to every example', async () => {
    const shape = {
      layerSizes: [2, 4, 2],
      activation: 'relu' as const,
      batchNorm: false,
      placement: 'before-activation' as const,
      momentum: 0.99,
      epsilon: 1e-3,
      optimizer: { kind: 'sgd' as const, momentum: 0 },
    };
    const values = randomValues(shape, 1);
    values.layers[0]!.bias!.set([-1e3, 1e3, -1e3, -1e3]);
    const network = await CompiledNetwork.create(shape, values);
    const data = randomExamples(shape, { count: 20, seed: 1, kind: 'floats' });
    const [first] = network.observe(data, all).layers;
    expect(first!.deadShare).toBe(0.75);
    expect(first!.liveShares).toEqual(Float32Array.of(0, 1, 0, 0));
  });

  test('refuses options that make no sense', async () => {
    const shape = { ...fc.sample(arbitraryShape, 1)[0]!, layerSizes: [3, 2], batchNorm: false };
    const network = await CompiledNetwork.create(shape, randomValues(shape, 1));
    const data = randomExamples(shape, { count: 20, seed: 1, kind: 'floats' });
    expect(() => network.observe(data, all, { quantiles: [2] })).toThrow(
      'quantiles[0] must be a number in [0, 1], got 2',
    );
    expect(() => network.observe(data, all, { bins: 0 })).toThrow(
      'bins must be an integer of at least 1, got 0',
    );
    expect(() => network.observe(data, Uint32Array.of(20))).toThrow(
      'indices must be below the 20 examples, got 20',
    );
  });
});
