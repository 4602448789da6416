import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CompiledGraph, type GraphDescription, type GraphExamples, type GraphValues } from '../../src';
import { completeGraph } from '../../src/graph/graph-description';
import { arbitraryGraph, randomGraphExamples, randomGraphValues, rowsOf } from '../helpers/arbitrary-graph';
import { uniform } from '../helpers/arbitrary-network';
import { referenceLoss, referenceOutputs } from '../helpers/reference-graph';

const all = (count: number) => Uint32Array.from({ length: count }, (_, i) => i);

async function start(description: GraphDescription, options: { exact?: boolean; seed?: number } = {}) {
  const convolutions = options.exact ? 'exact' : 'fast';
  const network = await CompiledGraph.create(description, { convolutions });
  network.setState(randomGraphValues(network, options.seed ?? 1));
  return network;
}

/** The largest difference, in parts of the largest value. */
function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [difference, most] = [0, 1e-3];
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs(actual[i]! - expected[i]!));
    most = Math.max(most, Math.abs(expected[i]!));
  }
  return difference / most;
}

function referenceOf(description: GraphDescription, values: GraphValues, examples: GraphExamples) {
  const { inputSize, outputSize } = completeGraph('test', description);
  const inputs = rowsOf(examples.inputs, inputSize);
  const targets = rowsOf(examples.labels as Float32Array, outputSize);
  return {
    outputs: (mode: 'population' | 'batch') =>
      referenceOutputs(description, values, inputs, mode).flatMap((row) => Array.from(row)),
    loss: (changed: GraphValues) =>
      referenceLoss(description, referenceOutputs(description, changed, inputs, 'training'), targets),
  };
}

/** The derivative of the reference's loss by one value of a parameter. */
function slopeOf(
  loss: (values: GraphValues) => number,
  values: GraphValues,
  layer: string,
  role: string,
  index: number,
) {
  const size = 1e-5;
  const moved = (by: number): GraphValues => {
    const changed = Float64Array.from(values.layers[layer]![role]!);
    changed[index]! += by;
    const layers = {
      ...values.layers,
      [layer]: { ...values.layers[layer], [role]: changed as unknown as Float32Array },
    };
    return { ...values, layers };
  };
  return (loss(moved(size)) - loss(moved(-size))) / (2 * size);
}

describe('a network of any layers, against double precision', () => {
  test('outputs with population and batch statistics', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryGraph, fc.integer({ min: 1, max: 19 }), async (description, count) => {
        const network = await start(description);
        const examples = randomGraphExamples(description, count, 5);
        const reference = referenceOf(description, network.getState(), examples);
        for (const statistics of ['population', 'batch'] as const) {
          const error = relativeError(network.predict(examples, statistics), reference.outputs(statistics));
          // Few values have a variance next to nothing, which enlarges every rounding.
          expect(error).toBeLessThan(statistics === 'population' ? 2e-4 : 5e-3);
        }
      }),
    );
  });

  test('loss and gradients of every parameter, by finite differences', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryGraph, fc.integer({ min: 2, max: 19 }), async (description, count) => {
        const network = await start(description);
        const values = network.getState();
        const examples = randomGraphExamples(description, count, 7);
        const { loss } = referenceOf(description, values, examples);
        const trained = network.gradients(examples, all(count));
        expect(trained.loss).toBeCloseTo(loss(values), 3);
        const draw = uniform(3);
        for (const { layer, role } of network.parameters()) {
          if (role.startsWith('population')) continue;
          const isFrozen = description.layers.some(
            (one, i) => one.kind === 'batchNorm' && one.frozen && layer === `batchNorm-${i + 1}`,
          );
          const gradient = trained.layers[layer]![role]!;
          for (let look = 0; look < 3; look++) {
            const index = Math.floor(draw() * gradient.length);
            const expected = isFrozen ? 0 : slopeOf(loss, values, layer, role, index);
            const most = gradient.reduce((top, value) => Math.max(top, Math.abs(value)), 0.01);
            expect(Math.abs(gradient[index]! - expected)).toBeLessThan(2e-2 * most);
          }
        }
      }),
    );
  });
});
