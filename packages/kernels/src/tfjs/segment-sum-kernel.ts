import * as tf from '@tensorflow/tfjs-core';
import { ArgumentError } from '@bnlab/arguments';
import { tensorKernels } from './tensor-module';
import { addressOf, makeZeros, type WasmBackend } from './wasm-backend';

interface Call {
  inputs: { x: tf.TensorInfo; segmentIds: tf.TensorInfo };
  attrs: { numSegments: number };
  backend: WasmBackend;
}

/** `UnsortedSegmentSum`, which TensorFlow.js defines and its WebAssembly backend lacks: embeddings train with it. */
export function unsortedSegmentSum({ inputs, attrs, backend }: Call): tf.TensorInfo {
  const { x, segmentIds } = inputs;
  const { numSegments } = attrs;
  if (x.dtype !== 'float32' || segmentIds.dtype !== 'int32') {
    throw new ArgumentError(
      'UnsortedSegmentSum',
      `x must be float32 and segmentIds int32 on the WebAssembly backend, got ${x.dtype} and ${segmentIds.dtype}`,
    );
  }
  const inner = x.shape.slice(segmentIds.shape.length);
  const { tensor, address } = makeZeros(backend, [numSegments, ...inner]);
  const rows = tf.util.sizeFromShape(segmentIds.shape);
  const columns = tf.util.sizeFromShape(inner);
  tensorKernels(backend).segmentSum(
    rows,
    columns,
    numSegments,
    addressOf(backend, x),
    addressOf(backend, segmentIds),
    address,
  );
  return tensor;
}
