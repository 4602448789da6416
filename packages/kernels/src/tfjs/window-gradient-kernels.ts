import * as tf from '@tensorflow/tfjs';
import { windowsRecord } from '../generated/tensor-records';
import { tensorKernels } from './tensor-module';
import { addressOf, makeZeros, recordOf, type WasmBackend } from './wasm-backend';

type Shape4D = [number, number, number, number];
type Shape5D = [number, number, number, number, number];
type Pool = Parameters<typeof tf.backend_util.computePool2DInfo>;

interface MaximumCall {
  inputs: { dy: tf.TensorInfo; input: tf.TensorInfo };
  attrs: { filterSize: Pool[1]; strides: Pool[2]; pad: Pool[4]; dimRoundingMode?: Pool[5] };
  backend: WasmBackend;
}

interface Convolution3dCall {
  inputs: { dy: tf.TensorInfo; filter: tf.TensorInfo };
  attrs: { inputShape: Shape5D; strides: number | [number, number, number]; pad: 'valid' | 'same' };
  backend: WasmBackend;
}

/**
 * `MaxPoolGrad` in place of the backend's own, which passes no gradient to a window without a positive value. Types that
 * this one does not know are left to that.
 */
export function maxPoolGradientBefore(stock: tf.KernelFunc): tf.KernelFunc {
  return (parameters) => {
    const { inputs, attrs, backend } = parameters as unknown as MaximumCall;
    const { dy, input } = inputs;
    if (input.dtype !== 'float32') return stock(parameters);
    const { filterSize, strides, pad, dimRoundingMode } = attrs;
    const info = tf.backend_util.computePool2DInfo(
      input.shape as Shape4D,
      filterSize,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    const dx = makeZeros(backend, input.shape);
    const record = recordOf(backend, windowsRecord);
    record.set({
      ...planeOf(info),
      filterHeight: info.effectiveFilterHeight,
      filterWidth: info.effectiveFilterWidth,
      ...FLAT,
      x: addressOf(backend, input),
      dy: addressOf(backend, dy),
      dx: dx.address,
    });
    if (input.shape.every((size) => size > 0)) tensorKernels(backend).maximumGradient(record.address);
    return dx.tensor;
  };
}

/** `Conv3DBackpropInputV2` in place of the backend's own, whose result is another. */
export function convolution3dInputGradient({ inputs, attrs, backend }: Convolution3dCall): tf.TensorInfo {
  const { dy, filter } = inputs;
  const { inputShape, strides, pad } = attrs;
  const info = tf.backend_util.computeConv3DInfo(inputShape, filter.shape as Shape5D, strides, 1, pad);
  const dx = makeZeros(backend, inputShape);
  const record = recordOf(backend, windowsRecord);
  record.set({
    ...planeOf(info),
    filterHeight: info.filterHeight,
    filterWidth: info.filterWidth,
    inDepth: info.inDepth,
    outDepth: info.outDepth,
    filterDepth: info.filterDepth,
    strideDepth: info.strideDepth,
    padFront: info.padInfo.front,
    filter: addressOf(backend, filter),
    dy: addressOf(backend, dy),
    dx: dx.address,
  });
  if (inputShape.every((size) => size > 0)) tensorKernels(backend).convolution3dInputGradient(record.address);
  return dx.tensor;
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
