import { className } from '@bnlab/arguments';
import type * as tf from '@tensorflow/tfjs-core';
import { MemoryRecord, recordBytes, type RecordLayout } from '../wasm/memory-record';

/** The parts of TensorFlow.js's WebAssembly backend that the kernels use. None is documented, so all are checked. */
export interface WasmBackend {
  wasm: { asm: { memory: WebAssembly.Memory }; _malloc(bytes: number): number; _free(address: number): void };
  dataIdMap: { get(dataId: object): { memoryOffset: number } };
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
  typedArrayFromHeap(tensor: tf.TensorInfo): ArrayBufferView;
  disposeData(dataId: object, force?: boolean): boolean;
  incRef(dataId: object): void;
}

const THREADED =
  "the WebAssembly backend runs its threaded build, whose memory is shared: call tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', " +
  'false) before the backend starts';

const UNKNOWN =
  'this version of the WebAssembly backend keeps its tensors in another way: @tensorflow/tfjs-backend-wasm 4.22 is known to work';

/** Why kernels cannot work on this backend's tensors in place; `undefined` if they can. */
export function whyUnreachable(backend: unknown): string | undefined {
  const members = (backend ?? {}) as { [member in keyof WasmBackend]?: unknown };
  const { asm, HEAPU8, _malloc, _free } = (members.wasm ?? {}) as {
    asm?: { memory?: WebAssembly.Memory };
    HEAPU8?: Uint8Array;
    _malloc?: unknown;
    _free?: unknown;
  };
  const buffer = asm?.memory?.buffer;
  if (isShared(buffer) || isShared(HEAPU8?.buffer)) return THREADED;
  const { makeOutput, disposeData, typedArrayFromHeap, incRef } = members;
  const methods = [makeOutput, disposeData, typedArrayFromHeap, incRef, _malloc, _free];
  const complete = buffer && members.dataIdMap && methods.every((method) => typeof method === 'function');
  return complete && findsTensors(backend as WasmBackend) ? undefined : UNKNOWN;
}

function isShared(buffer: unknown): boolean {
  return className(buffer) === 'SharedArrayBuffer';
}

/** Whether a new tensor lies in the memory at the place that is written beside it. */
function findsTensors(backend: WasmBackend): boolean {
  const { dataId, shape, dtype } = backend.makeOutput([4], 'float32');
  try {
    const values = backend.typedArrayFromHeap({ dataId, shape, dtype });
    const place = backend.dataIdMap.get(dataId)?.memoryOffset;
    return values.buffer === backend.wasm.asm.memory.buffer && values.byteOffset === place;
  } finally {
    backend.disposeData(dataId, true);
  }
}

/** Address of a tensor's first value. TensorFlow.js moves a tensor here first if another backend holds it. */
export function addressOf(backend: WasmBackend, tensor: tf.TensorInfo): number {
  return backend.dataIdMap.get(tensor.dataId).memoryOffset;
}

/** A new float32 tensor, its values yet to be written. May grow the memory: addresses stay, views do not. */
export function makeTensor(
  backend: WasmBackend,
  shape: number[],
): { tensor: tf.TensorInfo; address: number } {
  const tensor = backend.makeOutput(shape, 'float32');
  const address = addressOf(backend, tensor);
  if (address === 0) {
    backend.disposeData(tensor.dataId, true);
    throw new Error(
      `the WebAssembly backend is out of memory: no room for a tensor of shape [${shape.join(', ')}]`,
    );
  }
  return { tensor, address };
}

/** The same, holding zeros. */
export function makeZeros(backend: WasmBackend, shape: number[]): { tensor: tf.TensorInfo; address: number } {
  const made = makeTensor(backend, shape);
  const length = shape.reduce((product, size) => product * size, 1);
  new Float32Array(backend.wasm.asm.memory.buffer, made.address, length).fill(0);
  return made;
}

const scratches = new WeakMap<WasmBackend, { address: number; bytes: number }>();

/** Address of room for `length` floats, until the next call: the same room each time, larger when more is asked for. */
export function scratch(backend: WasmBackend, length: number): number {
  const bytes = 4 * length;
  const last = scratches.get(backend);
  if (last && last.bytes >= bytes) return last.address;
  if (last) backend.wasm._free(last.address);
  scratches.delete(backend);
  const address = allocate(backend, bytes);
  scratches.set(backend, { address, bytes });
  return address;
}

const records = new WeakMap<WasmBackend, Map<RecordLayout, MemoryRecord<RecordLayout>>>();

/** The record of this layout through which a kernel of many arguments gets them: one for each backend. */
export function recordOf<Layout extends RecordLayout>(
  backend: WasmBackend,
  layout: Layout,
): MemoryRecord<Layout> {
  const ofBackend = records.get(backend) ?? new Map<RecordLayout, MemoryRecord<RecordLayout>>();
  records.set(backend, ofBackend);
  const known = ofBackend.get(layout);
  if (known) return known as unknown as MemoryRecord<Layout>;
  const record = new MemoryRecord(backend.wasm.asm.memory, allocate(backend, recordBytes(layout)), layout);
  ofBackend.set(layout, record);
  return record;
}

function allocate(backend: WasmBackend, bytes: number): number {
  // Above 2 GiB it comes as a negative number.
  const address = backend.wasm._malloc(bytes) >>> 0;
  if (address === 0) throw new Error('the WebAssembly backend is out of memory');
  return address;
}
