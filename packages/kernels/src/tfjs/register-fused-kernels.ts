import * as tf from '@tensorflow/tfjs';
import { batchNormKernels } from './batch-norm-kernels';
import { convolutionGradientKernels } from './convolution-gradient-kernels';
import { identity } from './identity-kernel';
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

/** Kernels that the backend lacks, and those of its own that ours take the place of. */
const additions = { ...batchNormKernels, ...convolutionGradientKernels };
const replacements = { Identity: identity };

/**
 * Registers kernels with TensorFlow.js's WebAssembly backend that it lacks:
 *
 * - batch normalization in one kernel forward and one backward, and at inference (`BnlabBatchNormTraining`,
 *   `BnlabBatchNormTrainingGrad`, `BnlabBatchNormInference`), which `@bnlab/core` and `@bnlab/layers` then use;
 * - the gradients of 2-D convolutions (`Conv2DBackpropFilter`, `DepthwiseConv2dNativeBackpropFilter`,
 *   `DepthwiseConv2dNativeBackpropInput`), without which no convolutional network trains on that backend.
 *
 * And `Identity`, in place of its own, which copies each tensor that a gradient will need.
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
  const missing = entriesOf(additions).filter(([name]) => !tf.getKernel(name, BACKEND));
  const others = entriesOf(replacements).filter(([name, ours]) => kernelOf(name)?.kernelFunc !== ours);
  const undo = [...missing, ...others].map(([name, kernel]) => put(name, kernel));
  return {
    kernels: [...missing, ...others].map(([name]) => name),
    unregister: () => undo.splice(0).forEach((takeBack) => takeBack()),
  };
}

function entriesOf(kernels: Readonly<Record<string, unknown>>): [name: string, kernel: tf.KernelFunc][] {
  return Object.entries(kernels) as [string, tf.KernelFunc][];
}

function kernelOf(name: string): tf.KernelConfig | undefined {
  return tf.getKernel(name, BACKEND);
}

/** Registers a kernel; returns what leaves things as they were, if it is still there. */
function put(kernelName: string, kernelFunc: tf.KernelFunc): () => void {
  const before = kernelOf(kernelName);
  if (before) tf.unregisterKernel(kernelName, BACKEND);
  tf.registerKernel({ kernelName, backendName: BACKEND, kernelFunc });
  return () => {
    if (kernelOf(kernelName)?.kernelFunc !== kernelFunc) return;
    tf.unregisterKernel(kernelName, BACKEND);
    if (before) tf.registerKernel(before);
  };
}

function whyNot(backend: unknown): string | undefined {
  if (!supportsTensorKernels()) return 'this JavaScript engine has no WebAssembly with SIMD';
  if (backend) return whyUnreachable(backend);
  return "there is no WebAssembly backend yet: import '@tensorflow/tfjs-backend-wasm' and await tf.setBackend('wasm') first";
}
