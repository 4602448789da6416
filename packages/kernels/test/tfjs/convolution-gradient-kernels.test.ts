import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { registerFusedKernels, type Registration } from '../../src/tfjs';
import { float64ConvolutionGradients } from './support/float64-convolution';
import { useWasmBackend } from './support/wasm-backend';

type Size = [number, number];
type Shape4D = [number, number, number, number];
type ExplicitPadding = [Size, Size, Size, Size];

const upTo = (max: number, min = 0) => fc.integer({ min, max });
const pair = (max: number) => fc.tuple(upTo(max, 1), upTo(max, 1));

/** Convolutions whose filter, dilated, fits into the padded image. */
const convolutions = fc
  .record({
    batch: upTo(5, 1),
    filter: pair(4),
    dilations: pair(3),
    beyond: fc.tuple(upTo(9), upTo(9)),
    inChannels: fc.oneof(upTo(9, 1), upTo(24, 1)),
    outChannels: fc.oneof(upTo(9, 1), upTo(40, 1)),
    multiplier: upTo(3, 1),
    strides: pair(3),
    dilated: fc.boolean(),
    padding: fc.oneof(
      fc.constantFrom('same' as const, 'valid' as const),
      fc.tuple(fc.tuple(upTo(2), upTo(2)), fc.tuple(upTo(2), upTo(2))),
    ),
    seed: upTo(1e6, 1),
  })
  .map(({ beyond, filter, dilations, dilated, padding, strides, ...rest }) => {
    // A depthwise convolution has either strides or dilations, not both.
    const spread: Size = dilated ? dilations : [1, 1];
    const image = filter.map((size, i) => (size - 1) * spread[i]! + 1 + beyond[i]!) as Size;
    const pad = typeof padding === 'string' ? padding : ([[0, 0], ...padding, [0, 0]] as ExplicitPadding);
    return { ...rest, filter, image, pad, dilations: spread, strides: dilated ? ([1, 1] as Size) : strides };
  });

type Convolution = typeof convolutions extends fc.Arbitrary<infer T> ? T : never;

/** dx and dfilter of one convolution on the current backend, through automatic differentiation. */
function gradients(of: Convolution, depthwise: boolean): { dx: number[]; dfilter: number[] } {
  return tf.tidy(() => {
    const { inShape, outShape } = infoOf(of, depthwise);
    const x = tf.randomNormal<tf.Rank.R4>(inShape, 0, 1, 'float32', of.seed);
    const filter = tf.randomNormal<tf.Rank.R4>(filterShapeOf(of, depthwise), 0, 1, 'float32', of.seed + 1);
    const dy = tf.randomNormal(outShape, 0, 1, 'float32', of.seed + 2);
    const convolve = (x: tf.Tensor4D, filter: tf.Tensor4D) =>
      (depthwise ? tf.depthwiseConv2d : tf.conv2d)(x, filter, of.strides, of.pad);
    const [dx, dfilter] = tf.grads((x, filter) => convolve(x as tf.Tensor4D, filter as tf.Tensor4D))(
      [x, filter],
      dy,
    );
    return { dx: Array.from(dx!.dataSync()), dfilter: Array.from(dfilter!.dataSync()) };
  });
}

/** TensorFlow.js has no gradient of a dilated convolution. */
function undilated(of: Convolution): Convolution {
  return { ...of, dilations: [1, 1] };
}

function filterShapeOf(of: Convolution, depthwise: boolean): Shape4D {
  return [...of.filter, of.inChannels, depthwise ? of.multiplier : of.outChannels];
}

function infoOf(of: Convolution, depthwise: boolean): tf.backend_util.Conv2DInfo {
  const input: Shape4D = [of.batch, ...of.image, of.inChannels];
  const { strides, dilations, pad } = of;
  const filter = filterShapeOf(of, depthwise);
  return tf.backend_util.computeConv2DInfo(input, filter, strides, dilations, pad, undefined, depthwise);
}

function expectClose(actual: number[], expected: ArrayLike<number>): void {
  const size = Array.from(expected).reduce((a, b) => Math.max(a, Math.abs(b)), 1);
  expect(actual).toHaveLength(expected.length);
  const wrong = actual.findIndex((value, i) => !(Math.abs(value - expected[i]!) <= 1e-5 * size));
  expect({ wrong, value: actual[wrong] }).toEqual({ wrong: -1, value: expected[wrong] });
}

async function onBackend<T>(backend: string, compute: () => T): Promise<T> {
  await tf.setBackend(backend);
  return compute();
}

describe('the gradients of convolutions on the WebAssembly backend', () => {
  let registration: Registration;
  beforeAll(async () => {
    await useWasmBackend();
    registration = await registerFusedKernels();
  });
  afterAll(() => registration.unregister());

  test.each([
    ['plain', false],
    ['depthwise', true],
  ])('%s: are those of the CPU backend, whatever the sizes, strides and padding', async (_, depthwise) => {
    await fc.assert(
      fc.asyncProperty(convolutions.map(undilated), async (convolution) => {
        const expected = await onBackend('cpu', () => gradients(convolution, depthwise));
        const actual = await onBackend('wasm', () => gradients(convolution, depthwise));
        expectClose(actual.dfilter, expected.dfilter);
        expectClose(actual.dx, expected.dx);
      }),
    );
  });

  /** The kernels' own results beside those in double precision. */
  function expectKernelsRight(of: Convolution, depthwise: boolean): void {
    const info = infoOf(of, depthwise);
    const filterShape = filterShapeOf(of, depthwise);
    tf.tidy(() => {
      const x = tf.randomNormal(info.inShape, 0, 1, 'float32', of.seed);
      const dy = tf.randomNormal(info.outShape, 0, 1, 'float32', of.seed + 1);
      const filter = tf.randomNormal(filterShape, 0, 1, 'float32', of.seed + 2);
      const values = { x: x.dataSync(), dy: dy.dataSync(), filter: filter.dataSync() };
      const expected = float64ConvolutionGradients(info, values, depthwise);
      const { strides, pad, dilations } = of;
      const run = (name: string, inputs: tf.NamedTensorMap, attributes: object) =>
        Array.from(
          (tf.engine().runKernel(name, inputs, { ...attributes }) as unknown as tf.Tensor).dataSync(),
        );
      if (!depthwise) {
        expectClose(run('Conv2DBackpropFilter', { x, dy }, { strides, pad, filterShape }), expected.dfilter);
        const inputShape = info.inShape;
        expectClose(run('Conv2DBackpropInput', { dy, filter }, { strides, pad, inputShape }), expected.dx);
        return;
      }
      const attributes = { strides, pad, dilations };
      const dfilter = run('DepthwiseConv2dNativeBackpropFilter', { x, dy }, { ...attributes, filterShape });
      expectClose(dfilter, expected.dfilter);
      const inputShape = info.inShape;
      const dx = run('DepthwiseConv2dNativeBackpropInput', { dy, filter }, { ...attributes, inputShape });
      expectClose(dx, expected.dx);
    });
  }

  test('are those of the definition in double precision, dilations too', async () => {
    await tf.setBackend('wasm');
    fc.assert(
      fc.property(convolutions, fc.boolean(), (drawn, depthwise) => {
        expectKernelsRight(depthwise ? drawn : undilated(drawn), depthwise);
      }),
    );
  });

  test.each([
    ['many images a block', [9, 3, 3, 20], 24],
    ['several blocks an image', [2, 40, 41, 30], 18],
    ['a large filter', [3, 7, 7, 130], 136],
  ] as const)('%s', async (_, [batch, height, width, inChannels], outChannels) => {
    await tf.setBackend('wasm');
    const rest = {
      multiplier: 1,
      filter: [3, 3] as Size,
      strides: [1, 1] as Size,
      pad: 'same' as const,
      seed: 5,
    };
    const sizes = {
      batch,
      image: [height, width] as Size,
      inChannels,
      outChannels,
      dilations: [1, 1] as Size,
    };
    expectKernelsRight({ ...sizes, ...rest }, false);
    expectKernelsRight({ ...sizes, ...rest }, true);
  });

  test('train a network of convolutions, fused activations and pooling, leaving nothing behind', async () => {
    await tf.setBackend('wasm');
    const model = tf.sequential({
      layers: [
        tf.layers.conv2d({ inputShape: [12, 12, 1], filters: 6, kernelSize: 3, activation: 'relu' }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.depthwiseConv2d({ kernelSize: 3, padding: 'same', activation: 'relu' }),
        tf.layers.averagePooling2d({ poolSize: 2, padding: 'same' }),
        tf.layers.separableConv2d({ filters: 8, kernelSize: 3, padding: 'same' }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 2, activation: 'softmax' }),
      ],
    });
    model.compile({ optimizer: tf.train.adam(0.02), loss: 'categoricalCrossentropy' });
    const x = tf.randomNormal([32, 12, 12, 1], 0, 1, 'float32', 3);
    const labels = tf.tidy(() => tf.oneHot(x.mean([1, 2, 3]).greater(0).cast('int32'), 2));
    const first = (await model.trainOnBatch(x, labels)) as number;
    const held = () => [tf.memory().numTensors, tf.engine().backend.numDataIds()];
    const before = held();
    let last = first;
    for (let step = 0; step < 60; step++) last = (await model.trainOnBatch(x, labels)) as number;
    expect(held()).toEqual(before);
    expect(last).toBeLessThan(first / 2);
  });

  test('no images give a gradient of zero', async () => {
    await tf.setBackend('wasm');
    tf.tidy(() => {
      const inputs = { x: tf.zeros([0, 4, 4, 2]), dy: tf.zeros([0, 3, 3, 3]) };
      const attributes = { strides: 1, pad: 'valid', filterShape: [2, 2, 2, 3] };
      const dfilter = tf
        .engine()
        .runKernel('Conv2DBackpropFilter', inputs, attributes) as unknown as tf.Tensor;
      expect(dfilter.dataSync()).toEqual(new Float32Array(24));
    });
  });

  test('leaves the gradient to an input with channels first to the backend', async () => {
    await tf.setBackend('wasm');
    tf.tidy(() => {
      const inputs = { dy: tf.ones([1, 1, 2, 2]), filter: tf.tensor4d([3], [1, 1, 1, 1]) };
      const attributes = { strides: 1, pad: 'valid', dataFormat: 'NCHW', inputShape: [1, 1, 2, 2] };
      const dx = tf.engine().runKernel('Conv2DBackpropInput', inputs, attributes) as unknown as tf.Tensor;
      expect(Array.from(dx.dataSync())).toEqual([3, 3, 3, 3]);
    });
  });

  test('refuses channels first, as the rest of that backend does', async () => {
    await tf.setBackend('wasm');
    const attributes = { strides: 1, pad: 'valid', dataFormat: 'NCHW', filterShape: [1, 1, 1, 1] };
    tf.tidy(() => {
      const inputs = { x: tf.ones([1, 1, 2, 2]), dy: tf.ones([1, 1, 2, 2]) };
      expect(() => tf.engine().runKernel('Conv2DBackpropFilter', inputs, attributes)).toThrow(
        "Conv2DBackpropFilter: dataFormat must be 'NHWC' on the WebAssembly backend, got 'NCHW'",
      );
    });
  });
});
