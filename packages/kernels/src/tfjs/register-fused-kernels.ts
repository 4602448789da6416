import * as tf from '@tensorflow/tfjs';
import { batchNormKernels } from './batch-norm-kernels';
import { convolutionGradientKernels, inputGradientBefore } from './convolution-gradient-kernels';
import { identity } from './identity-kernel';
import { batchMatMulBefore, fusedMatMulBefore } from './matrix-product-kernels';
import { compileTensorKernels, supportsTensorKernels, tensorKernels } from './tensor-module';
import { type WasmBackend, whyUnreachable } from './wasm-backend';

const BACKEND = 'wasm';

/** What a call of {@link registerFusedKernels} did. */
export interface Registration {
  /** Names of the kernels that it registered: none if it refused, or if all were there already. */
  readonly kernels: readonly string[];
  /** Why it refused, and what to do; absent if it did not. Everything works without the kernels, only slower. */
  readonly reason?: string;
  /** Takes those kernels away again, and puts back what they replaced. */
  readonly unregister: () => void;
}

/** Kernels that the backend lacks. */
const additions = { ...batchNormKernels, ...convolutionGradientKernels } as unknown as Record<
  string,
  tf.KernelFunc
>;

/** Kernels that take the place of the backend's own, made from those. */
const replacements: Record<string, (stock: tf.KernelFunc) => tf.KernelFunc> = {
  Identity: () => identity as unknown as tf.KernelFunc,
  Conv2DBackpropInput: inputGradientBefore,
  BatchMatMul: batchMatMulBefore,
  _FusedMatMul: fusedMatMulBefore,
};
const replaced = new WeakSet<tf.KernelFunc>();

/**
 * Registers kernels with TensorFlow.js's WebAssembly backend that it lacks:
 *
 * - batch normalization in one kernel forward and one backward, and at inference (`BnlabBatchNormTraining`,
 *   `BnlabBatchNormTrainingGrad`, `BnlabBatchNormInference`), which `@bnlab/core` and `@bnlab/layers` then use;
 * - the gradients of 2-D convolutions (`Conv2DBackpropFilter`, `DepthwiseConv2dNativeBackpropFilter`,
 *   `DepthwiseConv2dNativeBackpropInput`), without which no convolutional network trains on that backend.
 *
 * And in place of its own: `Identity`, which copies each tensor that a gradient will need, and `Conv2DBackpropInput`,
 * which takes ten times as long.
 *
 * They are compiled to WebAssembly and work in that backend's own memory, so no tensor is copied. A kernel of the first
 * kind that is registered already, by this function or by TensorFlow.js, stays as it is.
 *
 * Never throws for what the platform lacks: `reason` says what it is. Call it after the backend is ready:
 *
 *     import '@tensorflow/tfjs-backend-wasm';
 *     await tf.setBackend('wasm');
 *     await registerFusedKernels();
 */
export async function registerFusedKernels(): Promise<Registration> {
  if (supportsTensorKernels()) await compileTensorKernels();
  return registerFusedKernelsSync();
}

/** The same, compiling on the calling thread: some milliseconds, which some browsers refuse to a page's main thread. */
export function registerFusedKernelsSync(): Registration {
  const backend: unknown = tf.findBackend(BACKEND);
  const reason = whyNot(backend);
  if (reason !== undefined)
    return { kernels: [], reason: `registerFusedKernels: ${reason}`, unregister: () => {} };
  tensorKernels(backend as WasmBackend);
  const undo = [...Object.entries(additions).map(add), ...Object.entries(replacements).map(replace)];
  const done = undo.filter((one) => one !== undefined);
  return {
    kernels: done.map(({ kernelName }) => kernelName),
    unregister: () => done.splice(0).forEach(({ takeBack }) => takeBack()),
  };
}

/** A kernel that was put in, and what leaves things as they were. */
interface Change {
  kernelName: string;
  takeBack: () => void;
}

function add([kernelName, kernelFunc]: [string, tf.KernelFunc]): Change | undefined {
  if (tf.getKernel(kernelName, BACKEND)) return undefined;
  tf.registerKernel({ kernelName, backendName: BACKEND, kernelFunc });
  return { kernelName, takeBack: () => void takeOut(kernelName, kernelFunc) };
}

function replace([kernelName, make]: [string, (stock: tf.KernelFunc) => tf.KernelFunc]): Change | undefined {
  const stock = tf.getKernel(kernelName, BACKEND);
  if (!stock || replaced.has(stock.kernelFunc)) return undefined;
  const kernelFunc = make(stock.kernelFunc);
  replaced.add(kernelFunc);
  tf.unregisterKernel(kernelName, BACKEND);
  // With its setup: a backend that starts anew prepares the stock kernel too.
  tf.registerKernel({ ...stock, kernelFunc });
  const takeBack = () => {
    if (takeOut(kernelName, kernelFunc)) tf.registerKernel(stock);
  };
  return { kernelName, takeBack };
}

/** Unregisters a kernel if it is still there; returns whether it was. */
function takeOut(kernelName: string, kernelFunc: tf.KernelFunc): boolean {
  if (tf.getKernel(kernelName, BACKEND)?.kernelFunc !== kernelFunc) return false;
  tf.unregisterKernel(kernelName, BACKEND);
  return true;
}

function whyNot(backend: unknown): string | undefined {
  if (!supportsTensorKernels()) return 'this JavaScript engine has no WebAssembly with SIMD';
  if (backend) return whyUnreachable(backend);
  return "there is no WebAssembly backend yet: import '@tensorflow/tfjs-backend-wasm' and await tf.setBackend('wasm') first";
}
