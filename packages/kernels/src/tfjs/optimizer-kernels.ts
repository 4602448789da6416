import type * as tf from '@tensorflow/tfjs-core';
import { adamStepRecord } from '../generated/tensor-records';
import { tensorKernels } from './tensor-module';
import { addressOf, makeTensor, recordOf, type WasmBackend } from './wasm-backend';

interface Call<Names extends string, Attributes> {
  inputs: Record<Names, tf.TensorInfo>;
  attrs: Attributes;
  backend: WasmBackend;
}

type AdamInputs = 'value' | 'gradient' | 'first' | 'second' | 'accBeta1' | 'accBeta2';
interface AdamAttributes {
  beta1: number;
  beta2: number;
  epsilon: number;
  learningRate: number;
}

/**
 * Updates of a variable, all tensors float32 and of its shape:
 *
 * - `BnlabDescend`: { value, gradient }, { factor } to the new value
 * - `BnlabAdam`: { value, gradient, first, second, accBeta1, accBeta2 }, { beta1, beta2, epsilon, learningRate } to
 *   [value, first, second]
 */
export const optimizerKernels = { BnlabDescend: descend, BnlabAdam: adam };

function descend({ inputs, attrs, backend }: Call<'value' | 'gradient', { factor: number }>): tf.TensorInfo {
  const { value, gradient } = inputs;
  const made = makeTensor(backend, value.shape);
  const [from, by] = [addressOf(backend, value), addressOf(backend, gradient)];
  tensorKernels(backend).descend(sizeOf(value), from, by, made.address, attrs.factor);
  return made.tensor;
}

function adam({ inputs, attrs, backend }: Call<AdamInputs, AdamAttributes>): tf.TensorInfo[] {
  const { value, gradient, first, second, accBeta1, accBeta2 } = inputs;
  const { beta1, beta2, epsilon, learningRate } = attrs;
  const [newValue, newFirst, newSecond] = [value, value, value].map(({ shape }) =>
    makeTensor(backend, shape),
  ) as [Made, Made, Made];
  const record = recordOf(backend, adamStepRecord);
  record.set({
    count: sizeOf(value),
    value: addressOf(backend, value),
    gradient: addressOf(backend, gradient),
    first: addressOf(backend, first),
    second: addressOf(backend, second),
    newValue: newValue.address,
    newFirst: newFirst.address,
    newSecond: newSecond.address,
    decay1: beta1,
    decay2: beta2,
    rest1: 1 - beta1,
    rest2: 1 - beta2,
    left1: 1 - scalarOf(backend, accBeta1),
    left2: 1 - scalarOf(backend, accBeta2),
    epsilon,
    factor: -learningRate,
  });
  tensorKernels(backend).adamStep(record.address);
  return [newValue.tensor, newFirst.tensor, newSecond.tensor];
}

type Made = ReturnType<typeof makeTensor>;

function scalarOf(backend: WasmBackend, tensor: tf.TensorInfo): number {
  return new Float32Array(backend.wasm.asm.memory.buffer, addressOf(backend, tensor), 1)[0]!;
}

function sizeOf({ shape }: tf.TensorInfo): number {
  return shape.reduce((product, size) => product * size, 1);
}
