import type * as tf from '@tensorflow/tfjs-core';
import { tensorKernels } from './tensor-module';
import { addressOf, makeTensor, scratch, type WasmBackend } from './wasm-backend';

/** A tensor as [outer, channels, inner]: what comes before the channel axis, the channels, what comes after. */
interface View {
  outer: number;
  channels: number;
  inner: number;
}

interface Call<Names extends string, Attributes = View> {
  inputs: Record<Names, tf.TensorInfo> & {
    [name in 'gamma' | 'beta' | 'center' | 'shift']?: tf.TensorInfo;
  };
  attrs: Attributes;
  backend: WasmBackend;
}

/**
 * The kernels that `@bnlab/core` looks for, under the names that it looks for. All tensors are float32 and not empty.
 *
 * - `BnlabBatchNormTraining`: { x, gamma?, beta? }, { outer, channels, inner, epsilon } to
 *   [y, mean, variance, saved], saved of shape [3, channels]: what the gradient needs
 * - `BnlabBatchNormTrainingGrad`: { x, dy, saved }, { outer, channels, inner } to [dx, dgamma, dbeta]
 * - `BnlabBatchNormInference`: { x, center?, scale, shift? }, { outer, channels, inner } to
 *   y = (x - center) * scale + shift
 */
export const batchNormKernels = {
  BnlabBatchNormTraining: training,
  BnlabBatchNormTrainingGrad: trainingGradient,
  BnlabBatchNormInference: inference,
};

function training({ inputs, attrs, backend }: Call<'x', View & { epsilon: number }>): tf.TensorInfo[] {
  const { x, gamma, beta } = inputs;
  const { outer, channels, inner, epsilon } = attrs;
  checkView('BnlabBatchNormTraining', x, attrs);
  checkPerChannel('BnlabBatchNormTraining', 'gamma', gamma, channels);
  checkPerChannel('BnlabBatchNormTraining', 'beta', beta, channels);
  const kernels = tensorKernels(backend);
  const y = makeTensor(backend, x.shape);
  const mean = makeTensor(backend, [channels]);
  const variance = makeTensor(backend, [channels]);
  const saved = makeTensor(backend, [3, channels]);
  kernels.batchNormTraining(
    outer,
    channels,
    inner,
    epsilon,
    addressOf(backend, x),
    gamma ? addressOf(backend, gamma) : 0,
    beta ? addressOf(backend, beta) : 0,
    y.address,
    mean.address,
    variance.address,
    saved.address,
    scratch(backend, 2 * channels),
  );
  return [y.tensor, mean.tensor, variance.tensor, saved.tensor];
}

function trainingGradient({ inputs, attrs, backend }: Call<'x' | 'dy' | 'saved'>): tf.TensorInfo[] {
  const { x, dy, saved } = inputs;
  const { outer, channels, inner } = attrs;
  checkView('BnlabBatchNormTrainingGrad', x, attrs);
  checkView('BnlabBatchNormTrainingGrad', dy, attrs);
  checkPerChannel('BnlabBatchNormTrainingGrad', 'saved', saved, 3 * channels);
  const kernels = tensorKernels(backend);
  const dx = makeTensor(backend, x.shape);
  const dgamma = makeTensor(backend, [channels]);
  const dbeta = makeTensor(backend, [channels]);
  kernels.batchNormTrainingGradient(
    outer,
    channels,
    inner,
    addressOf(backend, x),
    addressOf(backend, dy),
    addressOf(backend, saved),
    dx.address,
    dgamma.address,
    dbeta.address,
    scratch(backend, 2 * channels),
  );
  return [dx.tensor, dgamma.tensor, dbeta.tensor];
}

function inference({ inputs, attrs, backend }: Call<'x' | 'scale'>): tf.TensorInfo {
  const { x, center, scale, shift } = inputs;
  const { outer, channels, inner } = attrs;
  checkView('BnlabBatchNormInference', x, attrs);
  checkPerChannel('BnlabBatchNormInference', 'center', center, channels);
  checkPerChannel('BnlabBatchNormInference', 'scale', scale, channels);
  checkPerChannel('BnlabBatchNormInference', 'shift', shift, channels);
  const kernels = tensorKernels(backend);
  const y = makeTensor(backend, x.shape);
  kernels.batchNormInference(
    outer,
    channels,
    inner,
    addressOf(backend, x),
    center ? addressOf(backend, center) : 0,
    addressOf(backend, scale),
    shift ? addressOf(backend, shift) : 0,
    y.address,
  );
  return y.tensor;
}

/** A kernel writes where its attributes say: they must describe the tensor. */
function checkView(name: string, tensor: tf.TensorInfo, { outer, channels, inner }: View): void {
  const length = outer * channels * inner;
  if (length > 0 && holds(tensor, length)) return;
  const seen = `${describe(tensor)} seen as [${outer}, ${channels}, ${inner}]`;
  throw new Error(`${name}: tensors must be float32, not empty, and of the size of their view, got ${seen}`);
}

/** And it reads as many values per channel as it needs. */
function checkPerChannel(
  name: string,
  input: string,
  tensor: tf.TensorInfo | undefined,
  length: number,
): void {
  if (!tensor || holds(tensor, length)) return;
  throw new Error(`${name}: ${input} must be float32 of ${length} values, got ${describe(tensor)}`);
}

function holds({ shape, dtype }: tf.TensorInfo, length: number): boolean {
  return dtype === 'float32' && shape.reduce((product, size) => product * size, 1) === length;
}

function describe({ shape, dtype }: tf.TensorInfo): string {
  return `${dtype} [${shape.join(', ')}]`;
}
