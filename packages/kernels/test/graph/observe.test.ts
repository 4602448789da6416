import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CompiledGraph, deadShare, GraphWorker, type LayerDescription, liveShares } from '../../src';
import { completeGraph } from '../../src/graph/graph-description';
import { arbitraryGraph, randomGraphExamples, randomGraphValues, rowsOf } from '../helpers/arbitrary-graph';
import { brightCorners, residual } from '../helpers/graph-presets';
import { referenceOutputs } from '../helpers/reference-graph';

const all = (count: number) => Uint32Array.from({ length: count }, (_, i) => i);
const size = (values: Iterable<number>) => Math.hypot(...values);

describe('CompiledGraph.observe', () => {
  test('describes the step that follows, of networks of any layers, and changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryGraph, fc.integer({ min: 2, max: 19 }), async (description, count) => {
        const network = await CompiledGraph.create(description);
        network.setState(randomGraphValues(network, 4));
        const before = network.getState();
        const examples = randomGraphExamples(description, count, 6);
        const options = { quantiles: [0, 1], learningRate: 0.05 };
        const { step, loss, layers } = network.observe(examples, all(count), options);
        expect(network.getState()).toEqual(before);
        expect(step).toBe(3);
        const { layers: gradients } = network.gradients(examples, all(count));
        expect(network.trainStep(examples, all(count), 0.05)).toBeCloseTo(loss, 3);
        const after = network.getState();

        const { inputSize } = completeGraph('test', description);
        const rows = rowsOf(examples.inputs, inputSize);
        const outputs = referenceOutputs(description, before, rows, 'training').flatMap((row) => [...row]);
        const [least, most] = layers.at(-1)!.activations.quantiles as [number, number];
        const scale = Math.max(0.01, Math.abs(least), Math.abs(most));
        // Few values have a variance next to nothing, which enlarges every rounding.
        expect(Math.abs(least - Math.min(...outputs)) / scale).toBeLessThan(5e-3);
        expect(Math.abs(most - Math.max(...outputs)) / scale).toBeLessThan(5e-3);

        const kinds = description.layers.map(({ kind }, index) => `${kind}-${index + 1}`);
        expect(layers.map(({ name }) => name)).toEqual(kinds);
        for (const { name, norms, updateRatios } of layers) {
          const changed = after.layers[name] ?? {};
          for (const [role, values] of Object.entries(before.layers[name] ?? {})) {
            if (role.startsWith('population')) continue;
            const gradientName = role === 'weights' ? 'weightGradient' : `${role}Gradient`;
            expect(norms[role]).toBeCloseTo(size(values), 3);
            const gradient = size(gradients[name]![role]!);
            expect(Math.abs(norms[gradientName]! - gradient)).toBeLessThan(1e-2 * gradient + 1e-3);
            const moved = size(values.map((value, i) => changed[role]![i]! - value));
            expect(Math.abs(updateRatios![role]! * size(values) - moved)).toBeLessThan(1e-2 * moved + 1e-3);
          }
        }
      }),
    );
  });

  test('tells live channels by one definition, behind batch norm, in a product, and as a layer', async () => {
    const network = await CompiledGraph.create({
      inputShape: [4, 3, 1],
      layers: [
        { kind: 'conv2d', filters: 3, kernelSize: 1, activation: 'relu6' },
        { kind: 'batchNorm' },
        { kind: 'activation', activation: 'leakyRelu', alpha: 1e-4 },
        { kind: 'flatten' },
        { kind: 'dense', units: 2, activation: 'relu' },
        { kind: 'dense', units: 2 },
      ],
    });
    const values = randomGraphValues(network, 2);
    const [weights, bias] = [Float32Array.of(1, -1, 20), Float32Array.of(0, -5, 0)];
    network.setState({ ...values, layers: { ...values.layers, 'conv2d-1': { weights, bias } } });
    const inputs = Float32Array.from({ length: 10 * 12 }, (_, i) => Math.sin(7 * i));
    const edges = [-1, 0, 3, 6];
    const { layers } = network.observe({ count: 10, inputs, labels: new Uint8Array(10) }, all(10), {
      bins: edges,
    });
    const [conv, norm, leaky, , dense] = layers;
    const preactivations = [...inputs].flatMap((x) => [x, -x - 5, 20 * x]);
    expect(conv!.liveShares).toEqual(liveShares(preactivations, 3, 'relu6'));
    expect(conv!.deadShare).toBe(1 / 3);
    const clipped = preactivations.map((x) => Math.min(6, Math.max(0, x)));
    const counts = [0, 0, 0];
    for (const x of clipped) counts[x < 3 ? 1 : 2]! += 1;
    expect(conv!.activations.histogram).toEqual({ from: -1, to: 6, edges, counts });
    expect(norm!.liveShares).toBeUndefined();
    expect(norm!.gamma).toEqual(values.layers['batchNorm-2']!.gamma);
    expect(leaky!.preactivations).toEqual(norm!.activations);
    expect(leaky!.deadShare).toBe([...leaky!.liveShares!].filter((share) => share === 0).length / 3);
    expect(dense!.preactivations!.histogram.edges).toEqual(edges);
    expect(deadShare([1, -1], 1, 'leakyRelu', 1e-4)).toBe(0);
    expect(deadShare([-2, -1], 1, 'leakyRelu', 1e-4)).toBe(1);
  });

  test('sees the same in a worker, and refuses edges that do not rise', async () => {
    const [network, worker] = [await CompiledGraph.create(residual), await GraphWorker.create(residual)];
    const examples = brightCorners(24, 1);
    const there = await worker.observe(examples, all(24), { bins: 5 }).finally(() => worker.terminate());
    expect(there).toEqual(network.observe(examples, all(24), { bins: 5 }));
    expect(() => network.observe(examples, all(24), { bins: [0, 0] })).toThrow(
      'CompiledGraph.observe: bins must be at least two edges, each above the one before',
    );
    expect(() => network.observe(examples, Uint32Array.of(24))).toThrow(/indices must be below/);
  });
});

describe('CompiledGraph.recalibrate', () => {
  test('gives the predictions that the statistics of all examples, as one batch, would', async () => {
    const asLearning = (layer: LayerDescription): LayerDescription => {
      if (layer.kind === 'activation') return { kind: 'batchNorm' };
      if (layer.kind !== 'batchNorm') return layer;
      return { kind: layer.kind, center: layer.center ?? true, scale: layer.scale ?? true };
    };
    const normalized = arbitraryGraph.map((description) => ({
      ...description,
      layers: description.layers.map(asLearning),
    }));
    await fc.assert(
      fc.asyncProperty(normalized, fc.integer({ min: 8, max: 150 }), async (description, count) => {
        const network = await CompiledGraph.create(description);
        network.setState(randomGraphValues(network, 3));
        const examples = randomGraphExamples(description, count, 2);
        if (!description.layers.some(({ kind }) => kind === 'batchNorm')) {
          expect(() => network.recalibrate(examples)).toThrow(/must have a batchNorm layer/);
          return;
        }
        const expected = network.predict(examples, 'batch');
        network.recalibrate(examples);
        const most = expected.reduce((top, value) => Math.max(top, Math.abs(value)), 0.01);
        network.predict(examples).forEach((value, i) => {
          expect(Math.abs(value - expected[i]!) / most).toBeLessThan(5e-3);
        });
        expect(network.getState().step).toBe(3);
      }),
    );
  });

  test('keeps a share of the old statistics where it is asked to', async () => {
    const examples = brightCorners(30, 5);
    const changed = async (keep: number) => {
      const network = await CompiledGraph.create({
        inputShape: [12, 12, 1],
        layers: [{ kind: 'batchNorm' }, { kind: 'flatten' }, { kind: 'dense', units: 5 }],
      });
      const before = network.getState().layers['batchNorm-1']!.populationVariance![0]!;
      network.recalibrate(examples, { keep });
      return [before, network.getState().layers['batchNorm-1']!.populationVariance![0]!] as const;
    };
    const [before, after] = await changed(0);
    const [, between] = await changed(0.75);
    expect(after).not.toBeCloseTo(before, 2);
    expect(between).toBeCloseTo(0.75 * before + 0.25 * after, 6);
  });
});
