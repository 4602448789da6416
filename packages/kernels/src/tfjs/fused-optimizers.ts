import * as tf from '@tensorflow/tfjs-core';
import type { Change } from './change';
import { isOurs, markAsOurs } from './marks';

type Gradients = tf.NamedTensorMap | { name: string; tensor: tf.Tensor }[];

/** The parts of TensorFlow.js's Adam in use: its accumulators are kept as it keeps them, so that they are saved alike. */
interface Adam {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  accBeta1: tf.Variable;
  accBeta2: tf.Variable;
  accumulatedFirstMoment: { variable: tf.Variable }[];
  accumulatedSecondMoment: { variable: tf.Variable }[];
}

interface Optimizer {
  applyGradients: (gradients: Gradients) => void;
}

const BACKEND = 'wasm';

/**
 * Makes an update of `tf.train.sgd` and of `tf.train.adam` one kernel for each variable, with the bits of the two and
 * thirteen that it takes otherwise. On every other backend, and for the first step of Adam, TensorFlow.js's own runs.
 */
export function registerFusedOptimizers(): Change[] {
  const changes = [replace('SGDOptimizer', descend), replace('AdamOptimizer', adam)];
  return changes.filter((change) => change !== undefined);
}

function replace(
  name: 'SGDOptimizer' | 'AdamOptimizer',
  fused: (optimizer: never, gradients: [name: string, gradient: tf.Tensor][]) => boolean,
): Change | undefined {
  const prototype = tf[name].prototype as unknown as Optimizer;
  const stock = prototype.applyGradients;
  if (isOurs(stock)) return undefined;
  const applyGradients = function (this: Optimizer, gradients: Gradients) {
    const pairs = pairsOf(gradients);
    if (!isFusable(pairs) || !fused(this as never, pairs)) stock.call(this, gradients);
  };
  markAsOurs(applyGradients);
  prototype.applyGradients = applyGradients;
  const takeBack = () => {
    if (prototype.applyGradients === applyGradients) prototype.applyGradients = stock;
  };
  return { kernelName: name, takeBack };
}

function pairsOf(gradients: Gradients): [string, tf.Tensor][] {
  if (Array.isArray(gradients)) return gradients.map(({ name, tensor }) => [name, tensor]);
  return Object.entries(gradients);
}

function isFusable(pairs: [string, tf.Tensor | null][]): boolean {
  if (tf.getBackend() !== BACKEND || !tf.getKernel('BnlabAdam', BACKEND)) return false;
  return pairs.every(([name, gradient]) => {
    const variable = variableOf(name);
    const isFloat = variable?.dtype === 'float32' && gradient?.dtype === 'float32';
    return isFloat && variable.size > 0 && tf.util.arraysEqual(variable.shape, gradient.shape);
  });
}

function variableOf(name: string): tf.Variable | undefined {
  return tf.engine().registeredVariables[name];
}

function descend(optimizer: tf.SGDOptimizer, pairs: [string, tf.Tensor][]): boolean {
  const { learningRate } = optimizer as unknown as { learningRate: number };
  tf.tidy(() => {
    for (const [name, gradient] of pairs) {
      const value = variableOf(name)!;
      const inputs = { value, gradient } as unknown as tf.NamedTensorMap;
      value.assign(tf.engine().runKernel<tf.Tensor>('BnlabDescend', inputs, { factor: -learningRate }));
    }
  });
  countStep(optimizer);
  return true;
}

function adam(optimizer: tf.AdamOptimizer, pairs: [string, tf.Tensor][]): boolean {
  const { learningRate, beta1, beta2, epsilon, ...kept } = optimizer as unknown as Adam;
  const { accumulatedFirstMoment: first, accumulatedSecondMoment: second, accBeta1, accBeta2 } = kept;
  // TensorFlow.js makes the accumulators at the first step.
  if (pairs.some((_, i) => !first[i] || !second[i])) return false;
  tf.tidy(() => {
    const attrs = { beta1, beta2, epsilon, learningRate };
    pairs.forEach(([name, gradient], i) => {
      const [m, v, value] = [first[i]!.variable, second[i]!.variable, variableOf(name)!];
      const inputs = { value, gradient, first: m, second: v, accBeta1, accBeta2 };
      const [newValue, newFirst, newSecond] = tf
        .engine()
        .runKernel('BnlabAdam', inputs, attrs) as unknown as tf.Tensor[];
      m.assign(newFirst!);
      v.assign(newSecond!);
      value.assign(newValue!);
    });
    accBeta1.assign(tf.mul(accBeta1, beta1));
    accBeta2.assign(tf.mul(accBeta2, beta2));
  });
  countStep(optimizer);
  return true;
}

function countStep(optimizer: tf.Optimizer): void {
  (optimizer as unknown as { incrementIterations(): void }).incrementIterations();
}
