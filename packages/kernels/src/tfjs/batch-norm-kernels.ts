import type * as tf from '@tensorflow/tfjs';
import { tensorKernels } from './tensor-module';
import { addressOf, makeTensor, type WasmBackend, withScratch } from './wasm-backend';

/** A tensor as [outer, channels, inner]: what comes before the channel axis, the channels, what comes after. */
interface View {
  outer: number;
  channels: number;
  inner: number;
}

interface Call<Names extends string, Attributes = View> {
  inputs: Record<Names, tf.TensorInfo> & { gamma?: tf.TensorInfo; beta?: tf.TensorInfo };
  attrs: Attributes;
  backend: WasmBackend;
}

/**
 * The kernels that `@bnlab/core` looks for, under the names that it looks for. All tensors are float32 and not empty.
 *
 * - `BnlabBatchNormTraining`: { x, gamma?, beta? }, { outer, channels, inner, epsilon } to
 *   [y, mean, variance, inverseDeviation]
 * - `BnlabBatchNormTrainingGrad`: { x, dy, mean, inverseDeviation, gamma? }, { outer, channels, inner } to
 *   [dx, dgamma, dbeta]
 * - `BnlabBatchNormInference`: { x, scale, shift }, { outer, channels, inner } to y = x * scale + shift
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
  const kernels = tensorKernels(backend);
  const y = makeTensor(backend, x.shape);
  const mean = makeTensor(backend, [channels]);
  const variance = makeTensor(backend, [channels]);
  const inverseDeviation = makeTensor(backend, [channels]);
  withScratch(backend, 2 * channels, (scratch) =>
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
      inverseDeviation.address,
      scratch,
    ),
  );
  return [y.tensor, mean.tensor, variance.tensor, inverseDeviation.tensor];
}

function trainingGradient(call: Call<'x' | 'dy' | 'mean' | 'inverseDeviation'>): tf.TensorInfo[] {
  const { attrs, backend } = call;
  const { x, dy, mean, inverseDeviation, gamma } = call.inputs;
  const { outer, channels, inner } = attrs;
  checkView('BnlabBatchNormTrainingGrad', x, attrs);
  checkView('BnlabBatchNormTrainingGrad', dy, attrs);
  const kernels = tensorKernels(backend);
  const dx = makeTensor(backend, x.shape);
  const dgamma = makeTensor(backend, [channels]);
  const dbeta = makeTensor(backend, [channels]);
  withScratch(backend, 3 * channels, (scratch) =>
    kernels.batchNormTrainingGradient(
      outer,
      channels,
      inner,
      addressOf(backend, x),
      addressOf(backend, dy),
      addressOf(backend, mean),
      addressOf(backend, inverseDeviation),
      gamma ? addressOf(backend, gamma) : 0,
      dx.address,
      dgamma.address,
      dbeta.address,
      scratch,
    ),
  );
  return [dx.tensor, dgamma.tensor, dbeta.tensor];
}

function inference({ inputs, attrs, backend }: Call<'x' | 'scale' | 'shift'>): tf.TensorInfo {
  const { x, scale, shift } = inputs;
  const { outer, channels, inner } = attrs;
  checkView('BnlabBatchNormInference', x, attrs);
  const kernels = tensorKernels(backend);
  const y = makeTensor(backend, x.shape);
  kernels.batchNormInference(
    outer,
    channels,
    inner,
    addressOf(backend, x),
    addressOf(backend, scale),
    addressOf(backend, shift),
    y.address,
  );
  return y.tensor;
}

/** A kernel writes where its attributes say: they must describe the tensor. */
function checkView(name: string, { shape, dtype }: tf.TensorInfo, { outer, channels, inner }: View): void {
  const size = shape.reduce((product, length) => product * length, 1);
  if (dtype === 'float32' && size > 0 && size === outer * channels * inner) return;
  const seen = `${dtype} [${shape.join(', ')}] seen as [${outer}, ${channels}, ${inner}]`;
  throw new Error(`${name}: tensors must be float32, not empty, and of the size of their view, got ${seen}`);
}
