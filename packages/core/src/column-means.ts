import * as tf from '@tensorflow/tfjs-core';
import { add, mul, reduceMean, sub } from './operations';
import { recordingTapes } from './tape';

/**
 * mean over the rows of a matrix, one value per column: [rows, columns] -> [columns]. Zeros if there are no rows.
 *
 * Every sum of batch normalization is one of these, forward and backward, so this is where its time goes. To add along
 * the first axis, the WebAssembly and CPU backends transpose first and then add value by value. Their average pooling
 * does not: over a window as tall as the matrix, seen as an image one pixel wide, it adds whole rows at a time. On
 * [25088, 32] it takes a twentieth of the time on WebAssembly and a seventh on the CPU. Other backends reduce well.
 *
 * The CPU backend adds in float64, and graphics processors add in trees. The WebAssembly backend adds one value after
 * the other in float32, so that the sum of a million equal values is off by a hundredth; there the rows are added in
 * blocks, and the blocks in blocks. A sum in float32 may exceed it where the mean does not.
 *
 * Differentiable: each value gets an equal share of its column's gradient.
 */
export function columnMeans(matrix: tf.Tensor2D): tf.Tensor1D {
  const [rows, columns] = matrix.shape;
  if (matrix.size === 0) return tf.zeros([columns]);
  if (rows === 1) return tf.reshape(matrix, [columns]);
  const compute = ways[tf.getBackend()];
  if (!compute) return reduceMean(matrix);
  if (recordingTapes() === 0) return compute(matrix);
  // The gradient of average pooling visits every pixel of the window for every pixel of the image.
  return tf.customGrad((input) => ({
    value: compute(input as tf.Tensor2D),
    gradFunc: (dy: tf.Tensor) => tf.add(tf.zeros([rows, columns]), tf.div(dy, rows)),
  }))(matrix) as tf.Tensor1D;
}

type Means = (matrix: tf.Tensor2D) => tf.Tensor1D;

/** How a backend adds up, where its own reduction is not the best. These backends can be read at any moment. */
const ways: Record<string, Means> = {
  cpu: (matrix) => meansOfRows(matrix, matrix.shape[0]),
  wasm: withoutOverflow(meansOnWasm),
  tensorflow: withoutOverflow(reduceMean),
};

/** The means by a computation whose sums exceed float32 before the means do: those columns are added again, scaled. */
function withoutOverflow(compute: Means): Means {
  return (matrix) => {
    const means = compute(matrix);
    if (means.dataSync().every(Number.isFinite)) return means;
    // A power of two changes no digit.
    const scale = 2 ** Math.ceil(Math.log2(matrix.shape[0]));
    const scaled = compute(mul(matrix, tf.scalar(1 / scale)));
    return tf.where(tf.isFinite(means), means, mul(scaled, tf.scalar(scale)));
  };
}

/** Number of values from which pooling is the quicker way. */
const POOLING_FROM_SIZE = 12_000;

function meansOnWasm(matrix: tf.Tensor2D): tf.Tensor1D {
  const [rows] = matrix.shape;
  if (rows > 2 * ROWS_PER_BLOCK) return blockwiseMeans(matrix);
  return matrix.size >= POOLING_FROM_SIZE ? meansOfRows(matrix, rows) : reduceMean(matrix);
}

/** As few as keep nearly all digits of a sum in float32, and enough to make the second level small. */
const ROWS_PER_BLOCK = 128;

function blockwiseMeans(matrix: tf.Tensor2D): tf.Tensor1D {
  const [rows, columns] = matrix.shape;
  const blocks = Math.floor(rows / ROWS_PER_BLOCK);
  const left = rows - blocks * ROWS_PER_BLOCK;
  const ofBlocks = tf.reshape<tf.Rank.R2>(meansOfRows(matrix, ROWS_PER_BLOCK), [blocks, columns]);
  const ofWhole = columnMeans(ofBlocks);
  if (left === 0) return ofWhole;
  const last = tf.gather(matrix, tf.range(rows - left, rows, 1, 'int32'));
  return add(ofWhole, mul(sub(reduceMean(last), ofWhole), tf.scalar(left / rows)));
}

/** The means of each `height` rows in turn, side by side; rows that are left over are left out. */
function meansOfRows(matrix: tf.Tensor2D, height: number): tf.Tensor1D {
  const [rows, columns] = matrix.shape;
  const image = tf.reshape<tf.Rank.R4>(matrix, [1, rows, 1, columns]);
  const means = tf.reshape<tf.Rank.R1>(tf.avgPool(image, [height, 1], [height, 1], 'valid'), [-1]);
  // Pooling on WebAssembly clamps NaN to -Infinity. Infinity - infinity makes it NaN again; finite means stay.
  return add(means, sub(means, means));
}
