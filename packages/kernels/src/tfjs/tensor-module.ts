import { tensorWasm } from '../generated/tensor';
import { decodeBase64 } from '../wasm/decode-base64';
import { whyNoWebAssembly } from '../wasm/why-no-webassembly';
import { type WasmBackend, whyUnreachable } from './wasm-backend';

/** The exports of assembly/tensor. All but sizes and epsilon are addresses; 0 for one of [channels] that is absent. */
export interface TensorKernels {
  batchNormTraining(
    outer: number,
    channels: number,
    inner: number,
    epsilon: number,
    x: number,
    gamma: number,
    beta: number,
    y: number,
    mean: number,
    variance: number,
    saved: number,
    scratch: number,
  ): void;
  batchNormTrainingGradient(
    outer: number,
    channels: number,
    inner: number,
    x: number,
    dy: number,
    saved: number,
    dx: number,
    dgamma: number,
    dbeta: number,
    scratch: number,
  ): void;
  batchNormInference(
    outer: number,
    channels: number,
    inner: number,
    x: number,
    center: number,
    scale: number,
    shift: number,
    y: number,
  ): void;
  /** `at` is the address of a record of layout `matrixProductRecord`. */
  matrixProduct(at: number): void;
  /** Bytes of scratch that a matrix product needs. */
  matrixProductScratch(): number;
  /** `kind` is a value of `elementGradientKinds`, with its one or two constants; 0 where it has none. */
  elementGradient(
    kind: number,
    count: number,
    reference: number,
    dy: number,
    dx: number,
    low: number,
    high: number,
  ): void;
  softmaxGradient(rows: number, columns: number, y: number, dy: number, dx: number): void;
  descend(count: number, value: number, gradient: number, to: number, factor: number): void;
  /** `at` is the address of a record of layout `adamStepRecord`. */
  adamStep(at: number): void;
  /** `at` is the address of a record of layout `windowsRecord`, whose dy is where the values go. */
  maximum(at: number): void;
  /** `at` is the address of a record of layout `windowsRecord`; they add to what is at its dx, the last at its filter. */
  maximumGradient(at: number): void;
  convolution3dInputGradient(at: number): void;
  convolution3dFilterGradient(at: number): void;
  /** Adds to what is at `sums`. */
  segmentSum(rows: number, columns: number, segments: number, x: number, ids: number, sums: number): void;
  /**
   * `at` is the address of a record of layout `convolutionGradientRecord`; it adds to what is at its filter, or at its x for
   * the gradients to the input.
   */
  convolutionGradient(gradient: Gradient, at: number): void;
}

/** Which gradient `convolutionGradient` is to compute. */
export const Gradient = { filter: 0, depthwiseFilter: 1, depthwiseInput: 2, input: 3 } as const;
export type Gradient = (typeof Gradient)[keyof typeof Gradient];

let compiled: WebAssembly.Module | undefined;

/** Why the kernels cannot run here; undefined where they can. */
export function whyNoTensorKernels(): string | undefined {
  return whyNoWebAssembly(() => compiled !== undefined || WebAssembly.validate(decodeBase64(tensorWasm)));
}

/** Compiles the kernels off the calling thread. */
export async function compileTensorKernels(): Promise<void> {
  compiled ??= await WebAssembly.compile(decodeBase64(tensorWasm));
}

const instances = new WeakMap<WasmBackend, TensorKernels>();

/**
 * The kernels, working in the memory of this backend: one instance for each backend, made at its first use.
 *
 * @throws Error when that memory cannot be reached.
 */
export function tensorKernels(backend: WasmBackend): TensorKernels {
  return instances.get(backend) ?? instantiate(backend);
}

function instantiate(backend: WasmBackend): TensorKernels {
  const reason = whyUnreachable(backend);
  if (reason !== undefined) throw new Error(`registerFusedKernels: ${reason}`);
  const kernels = kernelsIn(backend.wasm.asm.memory);
  instances.set(backend, kernels);
  return kernels;
}

/** The kernels, working in this memory; nothing of it is theirs. */
export function kernelsIn(memory: WebAssembly.Memory): TensorKernels {
  compiled ??= new WebAssembly.Module(decodeBase64(tensorWasm));
  return new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as TensorKernels;
}
