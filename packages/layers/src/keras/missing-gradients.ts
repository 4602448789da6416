import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { layersByPath } from '../tools/layer-paths';

/** The kernels that the gradients of layers need, and that a backend may lack: that of WebAssembly does. */
const gradientKernels: Record<string, readonly string[]> = {
  Conv1D: ['Conv2DBackpropFilter', 'Conv2DBackpropInput'],
  Conv2D: ['Conv2DBackpropFilter', 'Conv2DBackpropInput'],
  Conv2DTranspose: ['Conv2DBackpropFilter'],
  DepthwiseConv2D: ['DepthwiseConv2dNativeBackpropFilter', 'DepthwiseConv2dNativeBackpropInput'],
  SeparableConv2D: [
    'Conv2DBackpropFilter',
    'DepthwiseConv2dNativeBackpropFilter',
    'DepthwiseConv2dNativeBackpropInput',
  ],
  Conv3D: ['Conv3DBackpropFilterV2', 'Conv3DBackpropInputV2'],
  MaxPooling2D: ['MaxPoolGrad'],
  AveragePooling2D: ['AvgPoolGrad'],
  MaxPooling3D: ['MaxPool3DGrad'],
  AveragePooling3D: ['AvgPool3DGrad'],
  UpSampling2D: ['ResizeNearestNeighborGrad'],
  Embedding: ['UnsortedSegmentSum'],
};

const REPLACED = Symbol.for('@bnlab/layers: training starts where it can end');

type Method = (this: tfl.LayersModel, ...args: unknown[]) => unknown;

/**
 * Refuses to train a model with batch norm on a backend that lacks a kernel of its gradient. TensorFlow.js finds out halfway
 * through the first step, when the moving averages have followed a batch and tensors are left behind.
 */
export function checkGradientsOfModels(holdsBatchNorm: (layer: tfl.layers.Layer) => boolean): void {
  const prototype = tfl.LayersModel.prototype as unknown as Record<string, Method>;
  for (const name of ['fit', 'fitDataset', 'trainOnBatch']) {
    const original = prototype[name]!;
    if (REPLACED in original) continue;
    const checked: Method = function (...args) {
      const problem = holdsBatchNorm(this) ? missingGradient(this) : undefined;
      return problem === undefined
        ? original.apply(this, args)
        : Promise.reject(new Error(`${name}: ${problem}`));
    };
    prototype[name] = Object.assign(checked, { [REPLACED]: true });
  }
}

function missingGradient(model: tfl.LayersModel): string | undefined {
  const backend = tf.getBackend();
  for (const [path, layer] of layersByPath(model)) {
    const kernels = layer.trainable ? (gradientKernels[layer.getClassName()] ?? []) : [];
    const missing = kernels.find((kernel) => !tf.getKernel(kernel, backend));
    if (missing === undefined) continue;
    const problem = `the backend "${backend}" has no kernel "${missing}", which the gradient of the layer "${path}" needs`;
    return `${problem}; call registerFusedKernels() of '@bnlab/kernels/tfjs', or use another backend`;
  }
  return undefined;
}
