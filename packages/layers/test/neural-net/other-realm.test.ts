import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { NeuralNet, useBackend } from '../../src';
import { inOrder } from '../helpers/clusters';

/** Arrays as another frame, worker or sandbox hands them over: no instances of the classes of this one. */
const realm = runInNewContext('({ Float32Array, Uint8Array, Uint32Array })') as typeof globalThis;

beforeAll(async () => {
  await useBackend('cpu');
  // Node.js knows typed arrays of any realm; in a page TensorFlow.js asks for instances of its own.
  const own = [Float32Array, Int32Array, Uint8Array, Uint8ClampedArray];
  const { platform } = tf.env();
  jest.spyOn(platform, 'isTypedArray').mockImplementation((a) => own.some((kind) => a instanceof kind));
});

afterAll(() => {
  jest.restoreAllMocks();
});

const cases = fc.record({
  engine: fc.constantFrom('compiled' as const, 'tfjs' as const),
  fullyConnected: fc.constantFrom('layer' as const, 'operation' as const),
  areBytes: fc.boolean(),
  optimizer: fc.constantFrom({ kind: 'sgd' as const }, { kind: 'adam' as const }),
  isList: fc.boolean(),
});

test('arrays of another realm train, measure and predict as those of this one do', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ engine, fullyConnected, areBytes, optimizer, isList }) => {
      const given = async ({ Float32Array, Uint8Array, Uint32Array }: typeof globalThis) => {
        const layers = [
          { kind: 'dense', units: 3 },
          { kind: 'batchNorm' },
          { kind: 'dense', units: 2 },
        ] as const;
        const how = { engine, ...(engine === 'tfjs' && { backend: 'cpu' }), optimizer, seed: 1 };
        const spelled = engine === 'tfjs' && { fullyConnected };
        const net = await (isList
          ? NeuralNet.create({ ...how, inputShape: [4], layers })
          : NeuralNet.create({ ...how, ...spelled, layerSizes: [4, 3, 2] }));
        const values = Array.from({ length: 32 }, (_, i) => (i * i * 7) % 256);
        const inputs = areBytes ? Uint8Array.from(values) : Float32Array.from(values, (value) => value / 255);
        const labels = Uint8Array.from({ length: 8 }, (_, i) => i % 2);
        const examples = { count: 8, inputSize: 4, inputs, labels };
        const ordered = inOrder(examples);
        const stream = {
          examples,
          nextIndices: (size: number) => Uint32Array.from(ordered.nextIndices(size)),
        };
        const training = net.train(stream, { learningRate: 0.1, trainingBatches: 3, batchSize: 4 });
        for await (const { step } of training) expect(step).toBeLessThanOrEqual(3);
        net.setState(inRealm(await net.getState(), Float32Array) as never);
        return { measured: await net.evaluate(examples), predicted: [...(await net.predict(inputs))] };
      };
      expect(await given(realm)).toEqual(await given(globalThis));
    }),
    { numRuns: 12 },
  );
});

/** A copy of a state whose arrays are of this class. */
function inRealm(value: unknown, floats: Float32ArrayConstructor): unknown {
  if (ArrayBuffer.isView(value)) return floats.from(value as Float32Array);
  if (Array.isArray(value)) return value.map((each) => inRealm(each, floats));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inRealm(each, floats)]));
}
