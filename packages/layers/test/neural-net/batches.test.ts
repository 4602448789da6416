import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { batches, NeuralNet } from '../../src';

const labelled = (count: number) => ({
  inputs: Float32Array.from({ length: 2 * count }, (_, i) => i / (2 * count)),
  labels: Uint8Array.from({ length: count }, (_, i) => i % 3),
});

describe('batches', () => {
  test('shows every example once per epoch, the last batch being what is left, the same for one seed', () => {
    const sizes = fc.record({
      count: fc.integer({ min: 1, max: 40 }),
      batchSize: fc.integer({ min: 1, max: 50 }),
      seed: fc.integer(),
      shuffle: fc.boolean(),
    });
    fc.assert(
      fc.property(sizes, ({ count, ...options }) => {
        const [stream, again] = [batches(labelled(count), options), batches(labelled(count), options)];
        const { batchSize, batchesPerEpoch } = stream;
        for (let epoch = 0; epoch < 3; epoch++) {
          const drawn = Array.from({ length: batchesPerEpoch }, () => stream.nextIndices(batchSize));
          drawn.slice(0, -1).forEach(({ length }) => expect(length).toBe(batchSize));
          const all = drawn.flatMap((indices) => [...indices]);
          const inOrder = Array.from({ length: count }, (_, i) => i);
          expect([...all].sort((a, b) => a - b)).toEqual(inOrder);
          if (!options.shuffle) expect(all).toEqual(inOrder);
          const same = Array.from({ length: batchesPerEpoch }, () => again.nextIndices(batchSize));
          expect(same).toEqual(drawn);
        }
      }),
    );
  });

  test('changes copies, and leaves the examples as they are', () => {
    const { inputs, labels } = labelled(5);
    const before = inputs.slice();
    const augment = (values: Float32Array, random: () => number) => {
      values[0] = 1 + random();
    };
    const draw = () => {
      const stream = batches({ inputs, labels }, { batchSize: 3, augment, seed: 7 });
      return Array.from({ length: 4 }, () => {
        const indices = stream.nextIndices(3);
        return { indices, changed: stream.augmented!(indices) };
      });
    };
    const drawn = draw();
    for (const { indices, changed } of drawn) {
      expect(changed.labels).toEqual(Uint8Array.from(indices, (index) => labels[index]!));
      indices.forEach((index, row) => {
        expect(changed.inputs[2 * row]).toBeGreaterThanOrEqual(1);
        expect(changed.inputs[2 * row + 1]).toBe(inputs[2 * index + 1]);
      });
    }
    const firsts = drawn.flatMap(({ indices, changed }) =>
      [...indices].map((_, row) => changed.inputs[2 * row]),
    );
    expect(new Set(firsts).size).toBe(firsts.length);
    expect(inputs).toEqual(before);
    expect(draw()).toEqual(drawn);
  });

  test.each(['train', 'trainInWorker'] as const)(
    'a fully connected network %ss on them, changed or not, in batches of their size',
    async (method) => {
      const { inputs, labels } = labelled(20);
      const run = async (augment?: (values: Float32Array) => void) => {
        const net = await NeuralNet.create({ layerSizes: [2, 8, 3] });
        const options = { learningRate: 0.1, epochs: 2 };
        let steps = 0;
        const stream = batches({ inputs, labels }, { batchSize: 6, ...(augment && { augment }) });
        for await (const { step } of net[method](stream, options)) steps = step;
        expect(steps).toBe(8);
        return net.getState();
      };
      const plain = await run();
      expect(await run(() => {})).toEqual(plain);
      expect(await run((values) => values.reverse())).not.toEqual(plain);
    },
  );

  test('takes several labels per example, and refuses arrays that do not fit', () => {
    const inputs = new Float32Array(12);
    const { examples } = batches({ inputs, labels: new Float32Array(8), count: 4 });
    expect(examples).toMatchObject({ count: 4, inputSize: 3 });
    expect(() => batches({ inputs, labels: new Uint8Array(5) })).toThrow(
      'batches: inputs and labels must hold as many values for each of 5 examples, got 12 and 5',
    );
    expect(() => batches({ inputs, labels: new Float32Array(8), count: 3 })).toThrow(/each of 3 examples/);
  });
});
