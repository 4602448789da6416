import * as tf from '@tensorflow/tfjs-core';
import { matrixProductRecord } from '../generated/tensor-records';
import { tensorKernels } from './tensor-module';
import { addressOf, makeTensor, makeZeros, recordOf, scratch, type WasmBackend } from './wasm-backend';

interface Call {
  inputs: { a: tf.TensorInfo; b: tf.TensorInfo; bias?: tf.TensorInfo };
  attrs: { transposeA: boolean; transposeB: boolean; activation?: string };
  backend: WasmBackend;
}

/** Where a matrix of a tensor lies: its sizes, and the bytes from row to row and from column to column. */
interface Layout {
  rows: number;
  columns: number;
  rowBytes: number;
  columnBytes: number;
}

/** `BatchMatMul` in place of the backend's own, whose products with a transposed matrix are plain loops. */
export function batchMatMulBefore(stock: tf.KernelFunc): tf.KernelFunc {
  return (parameters) => {
    const call = parameters as unknown as Call;
    return isFloat(call) ? product(call, false) : stock(parameters);
  };
}

/** `_FusedMatMul` in place of the backend's own, with no activation or a relu. The others are left to that. */
export function fusedMatMulBefore(stock: tf.KernelFunc): tf.KernelFunc {
  return (parameters) => {
    const call = parameters as unknown as Call;
    const { activation } = call.attrs;
    const isKnown = activation === 'linear' || activation === 'relu';
    return isKnown && isFloat(call) && hasPlainBias(call)
      ? product(call, activation === 'relu')
      : stock(parameters);
  };
}

function isFloat({ inputs: { a, b } }: Call): boolean {
  return a.dtype === 'float32' && b.dtype === 'float32';
}

/** Whether there is no bias, or one value for each column. */
function hasPlainBias({ inputs: { b, bias }, attrs: { transposeB } }: Call): boolean {
  return !bias || (bias.shape.length === 1 && bias.shape[0] === layoutOf(b.shape, transposeB).columns);
}

function product({ inputs: { a, b, bias }, attrs, backend }: Call, relu: boolean): tf.TensorInfo {
  const [left, right] = [layoutOf(a.shape, attrs.transposeA), layoutOf(b.shape, attrs.transposeB)];
  const [aBatch, bBatch] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(aBatch, bBatch);
  const make = left.columns === 0 ? makeZeros : makeTensor;
  const { tensor, address } = make(backend, [...batch, left.rows, right.columns]);
  const count = tf.util.sizeFromShape(batch);
  if (count * left.rows * right.columns === 0) return tensor;
  const kernels = tensorKernels(backend);
  const record = recordOf(backend, matrixProductRecord);
  const [aFirst, bFirst] = [addressOf(backend, a), addressOf(backend, b)];
  record.set({
    columns: right.columns,
    depth: left.columns,
    aRow: left.rowBytes,
    aStep: left.columnBytes,
    bColumn: right.columnBytes,
    bStep: right.rowBytes,
    bias: bias ? addressOf(backend, bias) : 0,
    relu: Number(relu),
    scratch: scratch(backend, kernels.matrixProductScratch() / 4),
  });
  const aMatrix = 4 * left.rows * left.columns;
  const bMatrix = 4 * right.rows * right.columns;
  const multiply = (matrices: number, rows: number, from: { a: number; b: number; c: number }) => {
    const strides = { aMatrix: isOne(aBatch) ? 0 : aMatrix, bMatrix: isOne(bBatch) ? 0 : bMatrix };
    record.set({ batch: matrices, rows, ...from, ...strides });
    kernels.matrixProduct(record.address);
  };
  const first = { a: aFirst, b: bFirst, c: address };
  if (isOne(bBatch) && !attrs.transposeA) {
    // All rows of all matrices meet the same B: they are one matrix.
    multiply(1, count * left.rows, first);
  } else if ([aBatch, bBatch].every((shape) => isOne(shape) || tf.util.sizeFromShape(shape) === count)) {
    multiply(count, left.rows, first);
  } else {
    const cMatrix = 4 * left.rows * right.columns;
    for (let i = 0; i < count; i++) {
      const a = aFirst + aMatrix * broadcastIndex(i, batch, aBatch);
      const b = bFirst + bMatrix * broadcastIndex(i, batch, bBatch);
      multiply(1, left.rows, { a, b, c: address + i * cMatrix });
    }
  }
  return tensor;
}

function isOne(shape: readonly number[]): boolean {
  return shape.every((size) => size === 1);
}

/** The last two dimensions of a tensor as a matrix, transposed or not. */
function layoutOf(shape: readonly number[], transposed: boolean): Layout {
  const [rows, columns] = shape.slice(-2) as [number, number];
  const layout = { rows, columns, rowBytes: 4 * columns, columnBytes: 4 };
  if (!transposed) return layout;
  return { rows: columns, columns: rows, rowBytes: 4, columnBytes: layout.rowBytes };
}

/** Which element of an array of shape `part`, broadcast to `whole`, stands at element `index` of that. */
function broadcastIndex(index: number, whole: readonly number[], part: readonly number[]): number {
  let [result, stride, rest] = [0, 1, index];
  for (let back = 1; back <= part.length; back++) {
    const size = whole.at(-back)!;
    if (part.at(-back)! > 1) result += stride * (rest % size);
    stride *= part.at(-back)!;
    rest = Math.floor(rest / size);
  }
  return result;
}
