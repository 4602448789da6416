import type * as tf from '@tensorflow/tfjs-core';
import { tensorKernels } from './tensor-module';
import { addressOf, makeTensor, type WasmBackend } from './wasm-backend';

/** The functions of one value whose gradients are one kernel; each one's place is its code in assembly. */
export const elementGradientKinds = ['Relu', 'ClipByValue', 'Relu6', 'Sigmoid', 'Tanh', 'LeakyRelu'] as const;
export type ElementGradientKind = (typeof elementGradientKinds)[number];

interface Call<Attributes> {
  inputs: { reference: tf.TensorInfo; dy: tf.TensorInfo };
  attrs: Attributes;
  backend: WasmBackend;
}

/**
 * Gradients under names of our own, all of float32 tensors of one shape:
 *
 * - `BnlabElementGrad`: { reference, dy }, { kind, low, high } to dx, the reference being what TensorFlow.js saves
 * - `BnlabSoftmaxGrad`: { reference, dy } to dx, the reference being the softmax
 */
export const gradientKernels = { BnlabElementGrad: elementGradient, BnlabSoftmaxGrad: softmaxGradient };

function elementGradient({
  inputs: { reference, dy },
  attrs: { kind, low, high },
  backend,
}: Call<{ kind: ElementGradientKind; low: number; high: number }>): tf.TensorInfo {
  const dx = makeTensor(backend, dy.shape);
  tensorKernels(backend).elementGradient(
    elementGradientKinds.indexOf(kind),
    sizeOf(dy),
    addressOf(backend, reference),
    addressOf(backend, dy),
    dx.address,
    low,
    high,
  );
  return dx.tensor;
}

function softmaxGradient({ inputs: { reference, dy }, backend }: Call<object>): tf.TensorInfo {
  const dx = makeTensor(backend, dy.shape);
  const columns = dy.shape.at(-1)!;
  const rows = sizeOf(dy) / columns;
  const addresses = [addressOf(backend, reference), addressOf(backend, dy), dx.address] as const;
  tensorKernels(backend).softmaxGradient(rows, columns, ...addresses);
  return dx.tensor;
}

function sizeOf({ shape }: tf.TensorInfo): number {
  return shape.reduce((product, size) => product * size, 1);
}
