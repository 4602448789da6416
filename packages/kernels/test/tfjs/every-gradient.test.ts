import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { registerFusedKernels, type Registration } from '../../src/tfjs';
import { normal, useWasmBackend } from './support/wasm-backend';

type Operation = (...inputs: tf.Tensor[]) => tf.Tensor;

/** A differentiable operation on tensors of these shapes, whose values are `0.2 + |normal|` where it needs positive ones. */
interface Case {
  shapes: number[][];
  operation: Operation;
  values?: 'positive' | 'below-one';
}

const image = [2, 6, 5, 3];
const on = (shape: number[], operation: Operation, values?: Case['values']): Case => ({
  shapes: [shape],
  operation,
  ...(values && { values }),
});
const onTwo = (operation: Operation, values?: Case['values']): Case => ({
  shapes: [
    [3, 4],
    [1, 4],
  ],
  operation,
  ...(values && { values }),
});
const onAlike = (operation: Operation): Case => ({
  shapes: [
    [3, 4],
    [3, 4],
  ],
  operation,
});
const x4d = (x: tf.Tensor) => x as tf.Tensor4D;
const x5d = (x: tf.Tensor) => x as tf.Tensor5D;
const mask = () => tf.tensor2d([1, 0, 0, 1, 0, 1, 1, 0, 1, 0, 0, 0], [3, 4], 'bool');
const rows = () => tf.tensor1d([2, 0, 2, 1], 'int32');

/** For each gradient that TensorFlow.js registers, by the name of its kernel: programs that need it. */
const cases: Record<string, Case[]> = {
  Abs: [on([3, 4], tf.abs)],
  Acos: [on([3, 4], tf.acos, 'below-one')],
  Acosh: [on([3, 4], (x) => tf.acosh(x.add(1)), 'positive')],
  Add: [onTwo(tf.add)],
  AddN: [{ shapes: [[3], [3], [3]], operation: (...inputs) => tf.addN(inputs) }],
  ArgMax: [on([3, 4], (x) => tf.argMax(x, 1).toFloat())],
  ArgMin: [on([3, 4], (x) => tf.argMin(x, 1).toFloat())],
  Asin: [on([3, 4], tf.asin, 'below-one')],
  Asinh: [on([3, 4], tf.asinh)],
  Atan: [on([3, 4], tf.atan)],
  Atan2: [onTwo(tf.atan2)],
  Atanh: [on([3, 4], tf.atanh, 'below-one')],
  AvgPool: [
    on(image, (x) => tf.avgPool(x4d(x), 2, 2, 'valid')),
    on(image, (x) => tf.avgPool(x4d(x), 3, 1, 'same')),
  ],
  AvgPool3D: [
    on([1, 4, 5, 4, 2], (x) => tf.avgPool3d(x5d(x), 2, 2, 'valid')),
    on([1, 4, 5, 4, 2], (x) => tf.avgPool3d(x5d(x), 3, 1, 'same')),
  ],
  BatchMatMul: [
    ...[false, true].flatMap((transposeA) =>
      [false, true].map((transposeB) => ({
        shapes: [transposeA ? [2, 4, 3] : [2, 3, 4], transposeB ? [2, 5, 4] : [2, 4, 5]],
        operation: (a: tf.Tensor, b: tf.Tensor) => tf.matMul(a, b, transposeA, transposeB),
      })),
    ),
  ],
  BatchToSpaceND: [
    on([8, 2, 3, 2], (x) =>
      tf.batchToSpaceND(
        x,
        [2, 2],
        [
          [0, 0],
          [0, 1],
        ],
      ),
    ),
  ],
  BroadcastTo: [on([1, 4], (x) => tf.broadcastTo(x, [3, 4]))],
  Cast: [on([3, 4], (x) => tf.cast(x, 'float32').mul(tf.cast(x, 'int32').toFloat()))],
  Ceil: [on([3, 4], tf.ceil)],
  ClipByValue: [on([3, 4], (x) => tf.clipByValue(x, -0.5, 0.75))],
  Concat: [
    onTwo((a, b) => tf.concat([a, b], 0)),
    {
      shapes: [
        [2, 3],
        [2, 1],
      ],
      operation: (a, b) => tf.concat([a, b], 1),
    },
  ],
  Conv2D: (['valid', 'same'] as const).flatMap((pad) =>
    [1, 2].map((strides) => ({
      shapes: [image, [3, 2, 3, 4]],
      operation: (x: tf.Tensor, filter: tf.Tensor) => tf.conv2d(x4d(x), x4d(filter), strides, pad),
    })),
  ),
  Conv2DBackpropInput: (['valid', 'same'] as const).map((pad) => ({
    shapes: [
      [2, 3, 3, 4],
      [2, 2, 3, 4],
    ],
    operation: (x, filter) =>
      tf.conv2dTranspose(x4d(x), x4d(filter), pad === 'same' ? [2, 6, 6, 3] : [2, 6, 6, 3], 2, pad),
  })),
  Conv3D: (['valid', 'same'] as const).flatMap((pad) =>
    [1, 2].map((strides) => ({
      shapes: [
        [2, 4, 5, 4, 2],
        [2, 3, 2, 2, 3],
      ],
      operation: (x: tf.Tensor, filter: tf.Tensor) => tf.conv3d(x5d(x), x5d(filter), strides, pad),
    })),
  ),
  Cos: [on([3, 4], tf.cos)],
  Cosh: [on([3, 4], tf.cosh)],
  Cumsum: [on([3, 4], (x) => tf.cumsum(x, 1)), on([3, 4], (x) => tf.cumsum(x, 1, true, true))],
  DepthwiseConv2dNative: (['valid', 'same'] as const).flatMap((pad) =>
    [1, 2].map((strides) => ({
      shapes: [image, [3, 2, 3, 2]],
      operation: (x: tf.Tensor, filter: tf.Tensor) => tf.depthwiseConv2d(x4d(x), x4d(filter), strides, pad),
    })),
  ),
  Elu: [on([3, 4], tf.elu)],
  Erf: [on([3, 4], tf.erf)],
  Exp: [on([3, 4], tf.exp)],
  ExpandDims: [on([3, 4], (x) => tf.expandDims(x, 1))],
  Expm1: [on([3, 4], tf.expm1)],
  Floor: [on([3, 4], tf.floor)],
  FloorDiv: [onTwo(tf.floorDiv, 'positive')],
  FusedBatchNorm: [
    {
      shapes: [[5, 3], [3], [3], [3], [3]],
      operation: (x, mean, variance, offset, scale) => tf.batchNorm(x, mean, variance, offset, scale),
      values: 'positive',
    },
  ],
  GatherV2: [on([3, 4], (x) => tf.gather(x, rows())), on([4, 3], (x) => tf.gather(x, rows(), 1))],
  GreaterEqual: [onTwo((a, b) => tf.greaterEqual(a, b).toFloat())],
  Identity: [on([3, 4], tf.clone)],
  IsFinite: [on([3, 4], (x) => tf.isFinite(x).toFloat())],
  IsInf: [on([3, 4], (x) => tf.isInf(x).toFloat())],
  IsNan: [on([3, 4], (x) => tf.isNaN(x).toFloat())],
  LRN: [on(image, (x) => tf.localResponseNormalization(x4d(x), 1, 1, 0.5, 0.75))],
  LeakyRelu: [on([3, 4], (x) => tf.leakyRelu(x, 0.3))],
  Log: [on([3, 4], tf.log, 'positive')],
  Log1p: [on([3, 4], tf.log1p, 'positive')],
  LogSoftmax: [on([3, 4], (x) => tf.logSoftmax(x))],
  Max: [on([3, 4], (x) => tf.max(x, 1)), on([2, 3, 4], (x) => tf.max(x, [0, 2]))],
  MaxPool: [
    on(image, (x) => tf.maxPool(x4d(x), 2, 2, 'valid')),
    on(image, (x) => tf.maxPool(x4d(x).sub(3), 3, 1, 'same')),
  ],
  MaxPool3D: [
    on([1, 4, 5, 4, 2], (x) => tf.maxPool3d(x5d(x), 2, 2, 'valid')),
    on([1, 4, 5, 4, 2], (x) => tf.maxPool3d(x5d(x), 3, 1, 'same')),
    on([2, 4, 5, 4, 2], (x) => tf.maxPool3d(x5d(x).sub(3), 2, [2, 1, 1], 'same')),
  ],
  Maximum: [onAlike(tf.maximum)],
  Mean: [on([3, 4], (x) => tf.mean(x, 0)), on([2, 3, 4], (x) => tf.mean(x, [0, 2]))],
  Min: [on([3, 4], (x) => tf.min(x, 1))],
  Minimum: [onAlike(tf.minimum)],
  MirrorPad: [
    on([3, 4], (x) =>
      tf.mirrorPad(
        x,
        [
          [1, 1],
          [2, 0],
        ],
        'reflect',
      ),
    ),
  ],
  Mod: [onTwo(tf.mod, 'positive')],
  Multiply: [onTwo(tf.mul)],
  Neg: [on([3, 4], tf.neg)],
  OneHot: [on([3], (x) => tf.oneHot(x.toInt() as tf.Tensor1D, 3).toFloat(), 'positive')],
  OnesLike: [on([3, 4], tf.onesLike)],
  Pack: [
    {
      shapes: [
        [3, 4],
        [3, 4],
      ],
      operation: (a, b) => tf.stack([a, b], 1),
    },
  ],
  PadV2: [
    on([3, 4], (x) =>
      tf.pad(
        x,
        [
          [1, 0],
          [0, 2],
        ],
        0.5,
      ),
    ),
  ],
  Pow: [onTwo(tf.pow, 'positive')],
  Prelu: [
    {
      shapes: [
        [3, 4],
        [3, 4],
      ],
      operation: tf.prelu,
    },
    { shapes: [[2, 3, 4], [4]], operation: tf.prelu },
  ],
  Prod: [on([3, 4], (x) => tf.prod(x, 1))],
  RealDiv: [onTwo(tf.div, 'positive')],
  Reciprocal: [on([3, 4], tf.reciprocal, 'positive')],
  Relu: [on([3, 4], tf.relu)],
  Relu6: [on([3, 4], (x) => tf.relu6(x.mul(5)))],
  Reshape: [on([3, 4], (x) => tf.reshape(x, [2, 6]))],
  Reverse: [on([3, 4], (x) => tf.reverse(x, 1))],
  Round: [on([3, 4], tf.round)],
  Rsqrt: [on([3, 4], tf.rsqrt, 'positive')],
  Select: [
    {
      shapes: [
        [3, 4],
        [3, 4],
      ],
      operation: (a, b) => tf.where(mask(), a, b),
    },
  ],
  Selu: [on([3, 4], tf.selu)],
  Sigmoid: [on([3, 4], tf.sigmoid)],
  Sign: [on([3, 4], tf.sign)],
  Sin: [on([3, 4], tf.sin)],
  Sinh: [on([3, 4], tf.sinh)],
  Slice: [on([3, 4], (x) => tf.slice(x, [1, 0], [2, 3]))],
  Softmax: [on([3, 4], (x) => tf.softmax(x))],
  Softplus: [on([3, 4], tf.softplus)],
  SpaceToBatchND: [
    on([2, 4, 4, 2], (x) =>
      tf.spaceToBatchND(
        x,
        [2, 2],
        [
          [0, 0],
          [2, 0],
        ],
      ),
    ),
  ],
  SplitV: [on([4, 6], (x) => tf.concat(tf.split(x, [2, 4], 1).reverse(), 1))],
  Sqrt: [on([3, 4], tf.sqrt, 'positive')],
  Square: [on([3, 4], tf.square)],
  SquaredDifference: [onAlike(tf.squaredDifference)],
  Step: [on([3, 4], (x) => tf.step(x, 0.1))],
  Sub: [onTwo(tf.sub)],
  Sum: [on([3, 4], (x) => tf.sum(x, 0)), on([2, 3, 4], (x) => tf.sum(x, [0, 2], true))],
  Tan: [on([3, 4], tf.tan, 'below-one')],
  Tanh: [on([3, 4], tf.tanh)],
  Tile: [on([3, 4], (x) => tf.tile(x, [2, 3]))],
  Transpose: [on([2, 3, 4], (x) => tf.transpose(x, [2, 0, 1]))],
  Unpack: [on([3, 4], (x) => tf.addN(tf.unstack(x, 1)))],
  UnsortedSegmentSum: [on([4, 3], (x) => tf.unsortedSegmentSum(x, rows(), 3))],
  ZerosLike: [on([3, 4], tf.zerosLike)],
};

/**
 * Not the same there, and of no layer: complex numbers, which the WebAssembly backend does not have, and dilation, whose
 * results it never lets fall below 0.
 */
const apart = ['ComplexAbs', 'Dilation2D'];

/**
 * Right on WebAssembly alone: the CPU backend takes height for width, or reads the gradients of a batch at the places of
 * smaller images.
 */
const resizing = {
  ResizeBilinear: tf.image.resizeBilinear,
  ResizeNearestNeighbor: tf.image.resizeNearestNeighbor,
};

function inputsOf({ shapes, values }: Case): tf.Tensor[] {
  return shapes.map((shape, i) => {
    const drawn = tf.tensor(normal(tf.util.sizeFromShape(shape), i + 1), shape);
    if (values === 'positive') return drawn.abs().add(0.2);
    return values === 'below-one' ? drawn.tanh().mul(0.9) : drawn;
  });
}

/** The value, and the gradients to all inputs, with a random gradient coming in. */
function valueAndGradients({ operation }: Case, inputs: tf.Tensor[]): number[][] {
  return tf.tidy(() => {
    const y = operation(...inputs);
    const dy = tf.tensor(normal(y.size, 9), y.shape);
    const gradients = tf.grads(operation)(inputs, dy);
    return [y, ...gradients].map((tensor) => Array.from(tensor.dataSync()));
  });
}

let registration: Registration;
beforeAll(async () => {
  await useWasmBackend();
  registration = await registerFusedKernels();
});
afterAll(() => registration.unregister());

test('each gradient that TensorFlow.js has is here', () => {
  const names = Object.values(tf).filter((value: unknown) => typeof value === 'string') as string[];
  const withGradient = [...new Set(names)].filter((name) => tf.getGradient(name) !== undefined);
  expect(withGradient.length).toBeGreaterThan(90);
  expect([...Object.keys(cases), ...Object.keys(resizing), ...apart].sort()).toEqual(withGradient.sort());
});

describe('the same on WebAssembly as on the CPU backend:', () => {
  test.each(Object.entries(cases))('%s and its gradient', async (_, ofKernel) => {
    for (const each of ofKernel) {
      await tf.setBackend('cpu');
      const inputs = inputsOf(each);
      const wanted = valueAndGradients(each, inputs);
      await tf.setBackend('wasm');
      const before = tf.memory().numTensors;
      const found = valueAndGradients(each, inputs);
      expect(tf.memory().numTensors).toBe(before);
      found.forEach((values, i) =>
        expect({ output: i, values }).toEqual({
          output: i,
          values: wanted[i]!.map((value) => expect.closeTo(value, 4)),
        }),
      );
      tf.dispose(inputs);
    }
  });
});

describe('resizing is linear in the image, so its gradient is its transpose:', () => {
  beforeAll(useWasmBackend);
  const side = fc.integer({ min: 1, max: 40 });
  const drawn = fc.record({
    shape: fc.tuple(fc.integer({ min: 1, max: 3 }), side, side, fc.integer({ min: 1, max: 5 })),
    size: fc.tuple(side, side),
    alignCorners: fc.boolean(),
  });
  // TensorFlow.js's own gradient divides by 0 where corners are aligned and one pixel becomes several.
  const inputs = drawn.filter(
    ({ shape, size, alignCorners }) =>
      !alignCorners || size.every((pixels, axis) => pixels === 1 || shape[axis + 1]! > 1),
  );

  test.each(Object.entries(resizing))('%s', (_, resize) => {
    fc.assert(
      fc.property(inputs, ({ shape, size, alignCorners }) => {
        const f = (x: tf.Tensor) => resize(x4d(x), size, alignCorners);
        const [wanted, found] = tf.tidy(() => {
          const x = tf.tensor(normal(tf.util.sizeFromShape(shape), 1), shape);
          const y = f(x);
          const dy = tf.tensor(normal(y.size, 2), y.shape);
          return [y.mul(dy).sum(), x.mul(tf.grad(f)(x, dy)).sum()].map((sum) => sum.dataSync()[0]!);
        });
        expect(found).toBeCloseTo(wanted!, 2);
      }),
    );
  });
});
