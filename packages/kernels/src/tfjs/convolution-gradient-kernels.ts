import * as tf from '@tensorflow/tfjs-core';
import { convolutionGradientRecord } from '../generated/tensor-records';
import { Gradient, tensorKernels } from './tensor-module';
import { addressOf, makeZeros, recordOf, scratch, type WasmBackend } from './wasm-backend';

type Shape4D = [number, number, number, number];
type Padding = Parameters<typeof tf.backend_util.computeConv2DInfo>[4];
type Rounding = Parameters<typeof tf.backend_util.computeConv2DInfo>[5];

interface Attributes {
  strides: number | [number, number];
  /** Depthwise convolutions only. TensorFlow.js itself asks for no gradient with dilations yet. */
  dilations?: number | [number, number];
  pad: Padding;
  dimRoundingMode?: Rounding;
  dataFormat?: 'NHWC' | 'NCHW';
}

interface Call<Names extends string, Shape> {
  inputs: Record<Names, tf.TensorInfo>;
  attrs: Attributes & Shape;
  backend: WasmBackend;
}

/**
 * Kernels that TensorFlow.js defines and its WebAssembly backend lacks, under its names, with its inputs and attributes:
 * what trains 2-D convolutions. Images are [batch, height, width, channels], as in all of that backend's convolutions.
 */
export const convolutionGradientKernels = {
  Conv2DBackpropFilter: filterGradient,
  DepthwiseConv2dNativeBackpropFilter: depthwiseFilterGradient,
  DepthwiseConv2dNativeBackpropInput: depthwiseInputGradient,
};

function filterGradient({
  inputs,
  attrs,
  backend,
}: Call<'x' | 'dy', { filterShape: Shape4D }>): tf.TensorInfo {
  const { x, dy } = inputs;
  if (attrs.dataFormat === 'NCHW') {
    throw new Error("Conv2DBackpropFilter: dataFormat must be 'NHWC' on the WebAssembly backend, got 'NCHW'");
  }
  const filter = makeZeros(backend, attrs.filterShape);
  const addresses = { x: addressOf(backend, x), dy: addressOf(backend, dy), filter: filter.address };
  walk(Gradient.filter, backend, x.shape, attrs.filterShape, attrs, addresses);
  return filter.tensor;
}

function depthwiseFilterGradient(call: Call<'x' | 'dy', { filterShape: Shape4D }>): tf.TensorInfo {
  const { inputs, attrs, backend } = call;
  const { x, dy } = inputs;
  const filter = makeZeros(backend, attrs.filterShape);
  const addresses = { x: addressOf(backend, x), dy: addressOf(backend, dy), filter: filter.address };
  walk(Gradient.depthwiseFilter, backend, x.shape, attrs.filterShape, attrs, addresses);
  return filter.tensor;
}

function depthwiseInputGradient(call: Call<'dy' | 'filter', { inputShape: Shape4D }>): tf.TensorInfo {
  const { inputs, attrs, backend } = call;
  const { dy, filter } = inputs;
  const dx = makeZeros(backend, attrs.inputShape);
  const addresses = { x: dx.address, dy: addressOf(backend, dy), filter: addressOf(backend, filter) };
  walk(Gradient.depthwiseInput, backend, attrs.inputShape, filter.shape, attrs, addresses);
  return dx.tensor;
}

/**
 * `Conv2DBackpropInput` in place of the backend's own, which takes some ten times as long. Channels first are left to
 * that.
 */
export function inputGradientBefore(stock: tf.KernelFunc): tf.KernelFunc {
  return (parameters) => {
    const call = parameters as unknown as Call<'dy' | 'filter', { inputShape: Shape4D }>;
    return call.attrs.dataFormat === 'NCHW' ? stock(parameters) : inputGradient(call);
  };
}

function inputGradient({
  inputs,
  attrs,
  backend,
}: Call<'dy' | 'filter', { inputShape: Shape4D }>): tf.TensorInfo {
  const { dy, filter } = inputs;
  const dx = makeZeros(backend, attrs.inputShape);
  const addresses = { x: dx.address, dy: addressOf(backend, dy), filter: addressOf(backend, filter) };
  walk(Gradient.input, backend, attrs.inputShape, filter.shape, attrs, addresses);
  return dx.tensor;
}

function walk(
  gradient: Gradient,
  backend: WasmBackend,
  inShape: number[],
  filterShape: number[],
  { strides, dilations = 1, pad, dimRoundingMode }: Attributes,
  { x, dy, filter }: { x: number; dy: number; filter: number },
): void {
  const depthwise = gradient === Gradient.depthwiseFilter || gradient === Gradient.depthwiseInput;
  const convolution = tf.backend_util.computeConv2DInfo(
    inShape as Shape4D,
    filterShape as Shape4D,
    strides,
    dilations,
    pad,
    dimRoundingMode,
    depthwise,
  );
  // Nothing meets in an empty image: the gradient stays zero.
  if ([...convolution.inShape, ...convolution.outShape].includes(0)) return;
  const { padInfo, inChannels, outChannels } = convolution;
  const record = recordOf(backend, convolutionGradientRecord);
  record.set({
    batch: convolution.batchSize,
    inHeight: convolution.inHeight,
    inWidth: convolution.inWidth,
    inPixel: 4 * inChannels,
    outHeight: convolution.outHeight,
    outWidth: convolution.outWidth,
    outPixel: 4 * outChannels,
    filterHeight: convolution.filterHeight,
    filterWidth: convolution.filterWidth,
    strideHeight: convolution.strideHeight,
    strideWidth: convolution.strideWidth,
    dilationHeight: convolution.dilationHeight,
    dilationWidth: convolution.dilationWidth,
    padTop: padInfo.top,
    padLeft: padInfo.left,
    ...{ x, dy, filter },
    scratch: gradient === Gradient.input ? scratch(backend, product(filterShape)) : 0,
  });
  tensorKernels(backend).convolutionGradient(gradient, record.address);
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total * size, 1);
}
