import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CompiledGraph, type GraphDescription, type GraphValues } from '../../src';
import { arbitraryGraph, randomGraphExamples, randomGraphValues } from '../helpers/arbitrary-graph';
import { brightCorners, residual, trainSteps } from '../helpers/graph-presets';
import { fillGaps, damagedGaps } from '../helpers/gaps';
import { completeGraph } from '../../src/graph/graph-description';
import { graphParameters } from '../../src/graph/graph-parameters';
import { LinearMemory } from '../../src/wasm/linear-memory';
import digests from './digests.json';

const all = (count: number) => Uint32Array.from({ length: count }, (_, i) => i);

function sha256({ layers, slots = [] }: GraphValues): string {
  const hash = createHash('sha256');
  for (const part of [layers, ...slots]) {
    for (const roles of Object.values(part)) for (const values of Object.values(roles)) hash.update(values);
  }
  return hash.digest('hex');
}

describe('a residual network', () => {
  test('learns, and knows what it has not seen', async () => {
    const network = await CompiledGraph.create(residual);
    trainSteps(network, brightCorners(400, 1), 120, 0.02);
    expect(network.evaluate(brightCorners(200, 2)).accuracy).toBeGreaterThan(0.95);
  });

  test.each(['fast', 'exact'] as const)('has the bits that it always had: %s', async (convolutions) => {
    const network = await CompiledGraph.create(residual, { convolutions });
    trainSteps(network, brightCorners(50, 3), 20, 0.02);
    expect({ [convolutions]: sha256(network.getState()) }).toEqual({ [convolutions]: digests[convolutions] });
  });

  test('goes on from a state to the same bits', async () => {
    const examples = brightCorners(50, 3);
    const [whole, half] = [await CompiledGraph.create(residual), await CompiledGraph.create(residual)];
    trainSteps(whole, examples, 6, 0.02);
    const resumed = await CompiledGraph.create(residual, { values: whole.getState() });
    trainSteps(whole, examples, 6, 0.02);
    trainSteps(resumed, examples, 6, 0.02);
    expect(sha256(resumed.getState())).toBe(sha256(whole.getState()));
    expect(sha256(half.getState())).not.toBe(sha256(whole.getState()));
  });

  test('trains the same with fast and exact convolutions, up to rounding', async () => {
    const examples = brightCorners(50, 3);
    const losses = await Promise.all(
      (['fast', 'exact'] as const).map(async (convolutions) => {
        const network = await CompiledGraph.create(residual, { convolutions });
        return trainSteps(network, examples, 5, 0.02);
      }),
    );
    losses[0]!.forEach((loss, step) => expect(loss).toBeCloseTo(losses[1]![step]!, 3));
  });
});

test('the parameters of a description are those of the network, before anything is compiled', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryGraph, async (description) => {
      const network = await CompiledGraph.create(description);
      const { nodes } = completeGraph('test', description, { joins: false });
      const described = graphParameters(nodes).map(({ layer, role, shape }) => ({ layer, role, shape }));
      expect(described).toEqual(network.parameters());
    }),
  );
});

describe('memory', () => {
  test('nothing is written outside a place, and places that follow each other change no bit', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryGraph, fc.integer({ min: 1, max: 19 }), async (description, count) => {
        const examples = randomGraphExamples(description, 19, 3);
        const run = async (reuseMemory: boolean) => {
          const memory = new LinearMemory();
          const network = await CompiledGraph.create(description, { memory, reuseMemory });
          network.setState(randomGraphValues(network, 2));
          const passes = () => {
            const loss = network.trainStep(examples, all(count), 0.01);
            const { loss: evaluated } = network.evaluate(examples, 'batch');
            return [loss, evaluated, ...network.predict(examples)];
          };
          passes();
          if (!reuseMemory) fillGaps(memory, network);
          const outcome = [...passes(), sha256(network.getState())];
          if (!reuseMemory) expect(damagedGaps(memory, network)).toBe(0);
          return outcome;
        };
        expect(await run(true)).toEqual(await run(false));
      }),
    );
  });

  test('the plan is smaller than everything side by side', async () => {
    const [shared, apart] = await Promise.all(
      [true, false].map((reuseMemory) => CompiledGraph.create(residual, { reuseMemory })),
    );
    expect(shared!.memoryPlan(64).bytes).toBeLessThan(0.8 * apart!.memoryPlan(64).bytes);
    expect(shared!.memoryPlan(64).storages.map(({ name }) => name)).toContain('sum');
  });

  test('a batch that does not fit is refused with its size', async () => {
    const network = await CompiledGraph.create({
      inputShape: [512, 512, 3],
      layers: [
        { kind: 'conv2d', filters: 64, kernelSize: 3 },
        { kind: 'globalAveragePooling2d' },
        { kind: 'dense', units: 2 },
      ],
    });
    expect(() => network.memoryPlan(1024)).toThrow(/MiB of WebAssembly memory/);
    // It still trains in batches that do.
    expect(network.memoryPlan(1).bytes).toBeGreaterThan(0);
  });
});

describe('dropout', () => {
  const description: GraphDescription = {
    inputShape: [200],
    loss: 'meanSquaredError',
    layers: [
      { kind: 'dropout', rate: 0.3, seed: 5 },
      { kind: 'dense', units: 1, useBias: false },
    ],
  };
  const examples = { count: 8, inputs: new Float32Array(1600).fill(1), labels: new Float32Array(8) };
  const ones: GraphValues = { step: 0, layers: { 'dense-2': { weights: new Float32Array(200).fill(1) } } };

  test('drops its share, keeps the mean, and the same again for the same step', async () => {
    const network = await CompiledGraph.create(description, { values: ones });
    // The gradient of the squared sum over the kept values tells which were kept.
    const { layers } = network.gradients(examples, Uint32Array.of(0));
    const gradient = Array.from(layers['dense-2']!.weights!);
    const kept = gradient.filter((value) => value !== 0).length;
    expect(kept).toBeGreaterThan(120);
    expect(kept).toBeLessThan(160);
    expect(network.gradients(examples, Uint32Array.of(0)).layers).toEqual(layers);
    network.setState({ ...ones, step: 1 });
    expect(network.gradients(examples, Uint32Array.of(0)).layers).not.toEqual(layers);
    expect(network.predict(examples)).toEqual(new Float32Array(8).fill(200));
  });
});

describe('batch norm', () => {
  test('of values far from 0 is accurate', async () => {
    const description: GraphDescription = {
      inputShape: [2, 2, 1],
      layers: [{ kind: 'batchNorm' }, { kind: 'flatten' }, { kind: 'activation', activation: 'identity' }],
      loss: 'meanSquaredError',
    };
    const network = await CompiledGraph.create(description);
    const spread = Float32Array.from({ length: 64 }, (_, i) => (i % 8) - 3.5);
    const far = { count: 16, inputs: spread.map((value) => 1e6 + value), labels: new Float32Array(64) };
    const near = { count: 16, inputs: spread, labels: new Float32Array(64) };
    const [there, here] = [network.predict(far, 'batch'), network.predict(near, 'batch')];
    there.forEach((value, i) => expect(value).toBeCloseTo(here[i]!, 3));
  });
});
