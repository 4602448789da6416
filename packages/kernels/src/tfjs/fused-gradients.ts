import * as tf from '@tensorflow/tfjs-core';
import type { Change } from './change';
import { elementGradientKinds, type ElementGradientKind } from './gradient-kernels';
import { isOurs, markAsOurs } from './marks';

/** A gradient with one that stands in for it. */
type Replacement = (stock: tf.GradConfig) => tf.GradFunc;

const BACKEND = 'wasm';

const replacements: Record<string, Replacement> = {
  ...Object.fromEntries(elementGradientKinds.map((kind) => [kind, elementGradientBefore(kind)])),
  Softmax: softmaxGradientBefore,
};

/**
 * Puts gradients of one kernel in the place of TensorFlow.js's, which take three to five. They are used on the
 * WebAssembly backend alone, and only for first derivatives: a second one goes through the operations of TensorFlow.js.
 */
export function registerFusedGradients(): Change[] {
  const changes = Object.entries(replacements).map(([kernelName, make]) => replace(kernelName, make));
  return changes.filter((change) => change !== undefined);
}

function replace(kernelName: string, make: Replacement): Change | undefined {
  const stock = tf.getGradient(kernelName);
  if (!stock || isOurs(stock.gradFunc)) return undefined;
  const gradFunc = make(stock);
  markAsOurs(gradFunc);
  overwrite({ ...stock, gradFunc });
  const takeBack = () => {
    if (tf.getGradient(kernelName)?.gradFunc === gradFunc) overwrite(stock);
  };
  return { kernelName: `gradient of ${kernelName}`, takeBack };
}

function overwrite(config: tf.GradConfig): void {
  tf.unregisterGradient(config.kernelName);
  tf.registerGradient(config);
}

function elementGradientBefore(kind: ElementGradientKind): Replacement {
  return (stock) => (dy, saved, attrs) => {
    const [reference] = saved as [tf.Tensor];
    if (!isFusable('BnlabElementGrad', reference, dy as tf.Tensor)) return stock.gradFunc(dy, saved, attrs);
    const { clipValueMin, clipValueMax, alpha } = (attrs ?? {}) as Record<string, number | undefined>;
    const constants = { low: clipValueMin ?? alpha ?? 0, high: clipValueMax ?? 0 };
    const inputs = { reference, dy: dy as tf.Tensor };
    return {
      x: () => tf.engine().runKernel<tf.Tensor>('BnlabElementGrad', inputs, { kind, ...constants }),
    };
  };
}

function softmaxGradientBefore(stock: tf.GradConfig): tf.GradFunc {
  return (dy, saved, attrs) => {
    const [reference] = saved as [tf.Tensor];
    const isLast = (attrs as { dim?: number } | undefined)?.dim === reference.rank - 1;
    if (!isLast || !isFusable('BnlabSoftmaxGrad', reference, dy as tf.Tensor))
      return stock.gradFunc(dy, saved, attrs);
    const inputs = { reference, dy: dy as tf.Tensor };
    return { logits: () => tf.engine().runKernel<tf.Tensor>('BnlabSoftmaxGrad', inputs) };
  };
}

function isFusable(kernelName: string, reference: tf.Tensor, dy: tf.Tensor): boolean {
  if (tf.getBackend() !== BACKEND || !tf.getKernel(kernelName, BACKEND)) return false;
  if (tf.engine().state?.gradientDepth !== 0) return false;
  const isFloat = reference.dtype === 'float32' && dy.dtype === 'float32';
  return isFloat && dy.size > 0 && tf.util.arraysEqual(reference.shape, dy.shape);
}
