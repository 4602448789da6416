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
 * blocks, and the blocks in blocks.
 *
 * Differentiable: each value gets an equal share of its column's gradient.
 */
export function columnMeans(matrix: tf.Tensor2D): tf.Tensor1D {
  const [rows, columns] = matrix.shape;
  if (matrix.size === 0) return tf.zeros([columns]);
  if (rows === 1) return tf.reshape(matrix, [columns]);
  const blockwise = tf.getBackend() === 'wasm' && rows > 2 * ROWS_PER_BLOCK;
  const pooled = matrix.size >= POOLING_FROM_SIZE[tf.getBackend()]!;
  if (!blockwise && !pooled) return reduceMean(matrix);
  const compute = blockwise ? blockwiseMeans : (all: tf.Tensor2D) => meansOfRows(all, rows);
  if (recordingTapes() === 0) return compute(matrix);
  // The gradient of average pooling visits every pixel of the window for every pixel of the image.
  return tf.customGrad((input) => ({
    value: compute(input as tf.Tensor2D),
    gradFunc: (dy: tf.Tensor) => tf.add(tf.zeros([rows, columns]), tf.div(dy, rows)),
  }))(matrix) as tf.Tensor1D;
}

/** Number of values from which pooling is the quicker way; never on backends that are not here. */
const POOLING_FROM_SIZE: Record<string, number> = { wasm: 12_000, cpu: 0 };

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
