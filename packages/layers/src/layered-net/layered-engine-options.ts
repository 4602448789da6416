import type { ConvolutionMethod, GraphValues } from '@bnlab/kernels';
import type { EngineName } from '../neural-net/engine';

/** The choice of an engine for a network of any layers. */
export interface LayeredEngineOptions {
  /**
   * `'compiled'`: the WebAssembly kernels of `@bnlab/kernels`; `'tfjs'`: TensorFlow.js, which trains the same up to
   * rounding. Default: compiled, where WebAssembly SIMD exists, unless a `backend` is named.
   */
  engine?: EngineName;
  /**
   * The TensorFlow.js backend, for the engine `'tfjs'`: see {@link useBackend}. On `'wasm'` the kernels of
   * `registerFusedKernels` are registered, since that backend has no gradient of a convolution of its own.
   */
  backend?: string;
  /**
   * For the compiled engine. `'fast'`: 3x3 convolutions by Winograd's tiles where they win, within 3e-5 of the largest
   * value; `'exact'`: every product summed as it is written. Either gives the same bits on every machine. Default:
   * `'fast'`.
   */
  convolutions?: ConvolutionMethod;
}

/** The names of the options of an engine. */
export const layeredEngineOptionNames = ['engine', 'backend', 'convolutions'] as const;

/** The start of a network: these values, or those that the seed draws. */
export interface LayeredStart {
  values?: GraphValues | undefined;
  /** Default: 1. */
  seed?: number | undefined;
}
