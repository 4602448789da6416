import * as tf from '@tensorflow/tfjs-core';
import { windowsRecord } from '../generated/tensor-records';
import { tensorKernels } from './tensor-module';
import { addressOf, makeTensor, makeZeros, recordOf, type WasmBackend } from './wasm-backend';

type Shape4D = [number, number, number, number];
type Shape5D = [number, number, number, number, number];
type Pool = Parameters<typeof tf.backend_util.computePool2DInfo>;

interface Pooling {
  filterSize: Pool[1];
  strides: Pool[2];
  pad: Pool[4];
  dimRoundingMode?: Pool[5];
}

interface MaximumCall<Names extends string> {
  inputs: Record<Names, tf.TensorInfo>;
  attrs: Pooling;
  backend: WasmBackend;
}

interface Convolution3dAttributes {
  strides: number | [number, number, number];
  pad: 'valid' | 'same';
}

interface Convolution3dCall<Names extends string, Shape> {
  inputs: Record<Names, tf.TensorInfo>;
  attrs: Convolution3dAttributes & Shape;
  backend: WasmBackend;
}

/** `MaxPool3D` in place of the backend's own, whose results are never below 0. */
export function maxPool3dBefore(stock: tf.KernelFunc): tf.KernelFunc {
  return (parameters) => {
    const { inputs, attrs, backend } = parameters as unknown as MaximumCall<'x'>;
    const { x } = inputs;
    if (x.dtype !== 'float32') return stock(parameters);
    const pool = poolOf(x.shape, attrs);
    const { batch, outDepth, outHeight, outWidth, outChannels } = pool;
    const y = makeTensor(backend, [batch, outDepth, outHeight, outWidth, outChannels]);
    const record = recordOf(backend, windowsRecord);
    record.set({ ...pool, x: addressOf(backend, x), dy: y.address });
    tensorKernels(backend).maximum(record.address);
    return y.tensor;
  };
}

/**
 * `MaxPoolGrad` and `MaxPool3DGrad` in place of the backend's own, which pass no gradient to a window without a positive
 * value. Types that this one does not know are left to those.
 */
export function maxPoolGradientBefore(stock: tf.KernelFunc): tf.KernelFunc {
  return (parameters) => {
    const { inputs, attrs, backend } = parameters as unknown as MaximumCall<'dy' | 'input'>;
    const { dy, input } = inputs;
    if (input.dtype !== 'float32') return stock(parameters);
    const dx = makeZeros(backend, input.shape);
    if (input.shape.includes(0)) return dx.tensor;
    const record = recordOf(backend, windowsRecord);
    const addresses = { x: addressOf(backend, input), dy: addressOf(backend, dy), dx: dx.address };
    record.set({ ...poolOf(input.shape, attrs), ...addresses });
    tensorKernels(backend).maximumGradient(record.address);
    return dx.tensor;
  };
}

function poolOf(shape: number[], attributes: Pooling) {
  return shape.length === 5 ? poolOfVolumes(shape, attributes) : poolOfImages(shape, attributes);
}

function poolOfImages(shape: number[], { filterSize, strides, pad, dimRoundingMode }: Pooling) {
  const { computePool2DInfo } = tf.backend_util;
  const info = computePool2DInfo(shape as Shape4D, filterSize, strides, 1, pad, dimRoundingMode);
  const window = { filterHeight: info.effectiveFilterHeight, filterWidth: info.effectiveFilterWidth };
  return { ...planeOf(info), ...window, ...FLAT };
}

function poolOfVolumes(shape: number[], { filterSize, strides, pad, dimRoundingMode }: Pooling) {
  const { computePool3DInfo } = tf.backend_util;
  const [size, stride] = [filterSize, strides] as unknown as [number, number];
  const info = computePool3DInfo(shape as Shape5D, size, stride, 1, pad as 'same', dimRoundingMode);
  return {
    ...volumeOf(info),
    filterHeight: info.effectiveFilterHeight,
    filterWidth: info.effectiveFilterWidth,
    filterDepth: info.effectiveFilterDepth,
  };
}

/** `Conv3DBackpropInputV2` in place of the backend's own, whose result is another. */
export function convolution3dInputGradient({
  inputs: { dy, filter },
  attrs,
  backend,
}: Convolution3dCall<'dy' | 'filter', { inputShape: Shape5D }>): tf.TensorInfo {
  const dx = makeZeros(backend, attrs.inputShape);
  if (attrs.inputShape.includes(0)) return dx.tensor;
  const record = volumesRecord(backend, attrs.inputShape, filter.shape as Shape5D, attrs);
  record.set({ filter: addressOf(backend, filter), dy: addressOf(backend, dy), dx: dx.address });
  tensorKernels(backend).convolution3dInputGradient(record.address);
  return dx.tensor;
}

/** `Conv3DBackpropFilterV2` in place of the backend's own, whose result is another where strides are above 1. */
export function convolution3dFilterGradient({
  inputs: { x, dy },
  attrs,
  backend,
}: Convolution3dCall<'x' | 'dy', { filterShape: Shape5D }>): tf.TensorInfo {
  const filter = makeZeros(backend, attrs.filterShape);
  if (x.shape.includes(0)) return filter.tensor;
  const record = volumesRecord(backend, x.shape as Shape5D, attrs.filterShape, attrs);
  record.set({ x: addressOf(backend, x), dy: addressOf(backend, dy), filter: filter.address });
  tensorKernels(backend).convolution3dFilterGradient(record.address);
  return filter.tensor;
}

/** The record of this convolution, without the addresses. */
function volumesRecord(
  backend: WasmBackend,
  inputShape: Shape5D,
  filterShape: Shape5D,
  { strides, pad }: Convolution3dAttributes,
) {
  const info = tf.backend_util.computeConv3DInfo(inputShape, filterShape, strides, 1, pad);
  const record = recordOf(backend, windowsRecord);
  const { filterDepth, filterHeight, filterWidth } = info;
  record.set({ ...volumeOf(info), filterDepth, filterHeight, filterWidth });
  return record;
}

/** The third dimension of windows that have two. */
const FLAT = { inDepth: 1, outDepth: 1, filterDepth: 1, strideDepth: 1, padFront: 0 };

interface Plane {
  batchSize: number;
  inHeight: number;
  inWidth: number;
  inChannels: number;
  outHeight: number;
  outWidth: number;
  outChannels: number;
  strideHeight: number;
  strideWidth: number;
  padInfo: { top: number; left: number };
}

function planeOf({ batchSize, padInfo, ...rest }: Plane) {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, strideHeight, strideWidth } = rest;
  const sizes = { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels };
  return {
    batch: batchSize,
    ...sizes,
    strideHeight,
    strideWidth,
    padTop: padInfo.top,
    padLeft: padInfo.left,
  };
}

interface Volume extends Plane {
  inDepth: number;
  outDepth: number;
  strideDepth: number;
  padInfo: Plane['padInfo'] & { front: number };
}

function volumeOf(info: Volume) {
  const { inDepth, outDepth, strideDepth, padInfo } = info;
  return { ...planeOf(info), inDepth, outDepth, strideDepth, padFront: padInfo.front };
}
