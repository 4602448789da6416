import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { registerFusedKernels } from '../../src/tfjs';
import { growMemory, normal, useWasmBackend } from './support/wasm-backend';

let unregister: () => void;
beforeAll(async () => {
  await useWasmBackend();
  ({ unregister } = await registerFusedKernels());
});
afterAll(() => unregister());

interface Product {
  aBatch: number[];
  bBatch: number[];
  rows: number;
  depth: number;
  columns: number;
  transposeA: boolean;
  transposeB: boolean;
}

function shapesOf({ aBatch, bBatch, rows, depth, columns, transposeA, transposeB }: Product) {
  return {
    a: [...aBatch, ...(transposeA ? [depth, rows] : [rows, depth])],
    b: [...bBatch, ...(transposeB ? [columns, depth] : [depth, columns])],
  };
}

/** The product in double precision, matrix by matrix. */
function inDoubles(product: Product, a: Float32Array, b: Float32Array): Float64Array {
  const { aBatch, bBatch, rows, depth, columns, transposeA, transposeB } = product;
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(aBatch, bBatch);
  const count = tf.util.sizeFromShape(batch);
  const matrixAt = (index: number, part: number[]) => {
    const place = tf.util
      .indexToLoc(index, batch.length, tf.util.computeStrides(batch))
      .slice(batch.length - part.length);
    return part.reduce((at, size, axis) => at * size + (size === 1 ? 0 : place[axis]!), 0);
  };
  const result = new Float64Array(count * rows * columns);
  for (let matrix = 0; matrix < count; matrix++) {
    const aFirst = matrixAt(matrix, aBatch) * rows * depth;
    const bFirst = matrixAt(matrix, bBatch) * depth * columns;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let k = 0; k < depth; k++) {
          const left = a[aFirst + (transposeA ? k * rows + i : i * depth + k)]!;
          sum += left * b[bFirst + (transposeB ? j * depth + k : k * columns + j)]!;
        }
        result[(matrix * rows + i) * columns + j] = sum;
      }
    }
  }
  return result;
}

const size = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constantFrom(63, 64, 65, 257));
const arbitraryProduct: fc.Arbitrary<Product> = fc
  .record({
    batches: fc.constantFrom<[number[], number[]]>(
      [[], []],
      [[1], [1]],
      [[3], [3]],
      [[3], [1]],
      [[1], [3]],
      [
        [2, 3],
        [2, 3],
      ],
      [
        [2, 1],
        [1, 3],
      ],
      [
        [2, 3],
        [1, 1],
      ],
      [[2, 3], [3]],
    ),
    rows: size,
    depth: size,
    columns: size,
    transposeA: fc.boolean(),
    transposeB: fc.boolean(),
  })
  .map(({ batches: [aBatch, bBatch], ...rest }) => ({ aBatch, bBatch, ...rest }));

function expectNear(found: ArrayLike<number>, wanted: ArrayLike<number>, depth: number): void {
  expect(found).toHaveLength(wanted.length);
  const bound = 1e-6 * Math.sqrt(depth) * 4;
  let worst = 0;
  for (let i = 0; i < wanted.length; i++) {
    worst = Math.max(worst, Math.abs(found[i]! - wanted[i]!) / (1 + Math.abs(wanted[i]!)));
  }
  expect(worst).toBeLessThan(bound);
}

describe('BatchMatMul', () => {
  test('is the product of every size, transposition and batch', () => {
    fc.assert(
      fc.property(arbitraryProduct, (product) => {
        const shapes = shapesOf(product);
        const a = normal(tf.util.sizeFromShape(shapes.a), 1);
        const b = normal(tf.util.sizeFromShape(shapes.b), 2);
        const found = tf.tidy(() => {
          const inputs = { a: tf.tensor(a, shapes.a), b: tf.tensor(b, shapes.b) };
          const { transposeA, transposeB } = product;
          const result = tf.engine().runKernel<tf.Tensor>('BatchMatMul', inputs, { transposeA, transposeB });
          expect(result.shape.slice(-2)).toEqual([product.rows, product.columns]);
          return result.dataSync();
        });
        expectNear(found, inDoubles(product, a, b), product.depth);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test("of large matrices agrees with the backend's own", () => {
    const [a, b] = [
      tf.tensor2d(normal(300 * 700, 3), [300, 700]),
      tf.tensor2d(normal(300 * 523, 4), [300, 523]),
    ];
    const multiply = () => tf.tidy(() => tf.matMul(a, b, true, false).dataSync().slice());
    const ours = multiply();
    unregister();
    const stock = multiply();
    void registerFusedKernels().then((done) => (unregister = done.unregister));
    expectNear(ours, stock, 300);
    tf.dispose([a, b]);
  });

  test('of nothing is nothing, and over nothing is zeros', () => {
    expect(tf.matMul(tf.zeros([0, 3]), tf.zeros([3, 2])).shape).toEqual([0, 2]);
    expect(Array.from(tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 2])).dataSync())).toEqual([0, 0, 0, 0]);
  });

  test('carries NaN and infinities', () => {
    const a = tf.tensor2d([
      [NaN, 1],
      [Infinity, 1],
      [1, 1],
    ]);
    expect(Array.from(tf.matMul(a, tf.ones([2, 1])).dataSync())).toEqual([NaN, Infinity, 2]);
  });

  test('leaves types that it does not know to the backend', () => {
    expect(() =>
      tf
        .engine()
        .runKernel(
          'BatchMatMul',
          { a: tf.ones([1, 2, 2], 'int32'), b: tf.ones([1, 2, 2], 'int32') },
          { transposeA: false, transposeB: false },
        ),
    ).toThrow(/float32/);
  });

  test('works after the memory has grown', () => {
    const multiply = () => Array.from(tf.matMul(tf.ones([5, 9]), tf.ones([9, 3])).dataSync());
    const before = multiply();
    growMemory();
    expect(multiply()).toEqual(before);
  });
});

describe('_FusedMatMul', () => {
  test.each(['linear', 'relu', 'relu6', 'elu', 'sigmoid'] as const)(
    'with a bias and %s is what its parts are',
    (activation) => {
      for (const [rows, depth, columns] of [
        [1, 1, 1],
        [7, 5, 9],
        [33, 70, 35],
      ] as const) {
        const a = tf.tensor2d(normal(rows * depth, 5), [rows, depth]);
        const b = tf.tensor2d(normal(depth * columns, 6), [depth, columns]);
        const bias = tf.tensor1d(normal(columns, 7));
        const apply = {
          linear: (x: tf.Tensor) => x,
          relu: tf.relu,
          relu6: tf.relu6,
          elu: tf.elu,
          sigmoid: tf.sigmoid,
        }[activation];
        const fused = tf.fused.matMul({ a, b, bias, activation });
        expectNear(fused.dataSync(), apply(tf.matMul(a, b).add(bias)).dataSync(), depth);
        tf.dispose([a, b, bias, fused]);
      }
    },
  );

  test('keeps NaN through a relu', () => {
    const fused = tf.fused.matMul({
      a: tf.tensor2d([[NaN]]),
      b: tf.tensor2d([[1, 1, 1, 1, 1]]),
      activation: 'relu',
    });
    expect(Array.from(fused.dataSync())).toEqual([NaN, NaN, NaN, NaN, NaN]);
  });
});

test('the gradients of a product agree with those of the cpu backend', async () => {
  const values = { a: normal(12 * 17, 8), b: normal(17 * 6, 9) };
  const gradients = () =>
    tf.tidy(() => {
      const loss = (a: tf.Tensor, b: tf.Tensor) =>
        tf
          .matMul(a as tf.Tensor2D, b as tf.Tensor2D)
          .square()
          .sum<tf.Scalar>();
      const [da, db] = tf.grads(loss)([tf.tensor(values.a, [12, 17]), tf.tensor(values.b, [17, 6])]);
      return [...da!.dataSync(), ...db!.dataSync()];
    });
  const ours = gradients();
  await tf.setBackend('cpu');
  const cpu = gradients();
  await tf.setBackend('wasm');
  ours.forEach((value, i) => expect(Math.abs(value - cpu[i]!)).toBeLessThan(1e-4 * (1 + Math.abs(cpu[i]!))));
});
