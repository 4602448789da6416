import * as tf from '@tensorflow/tfjs';
import { batchNormKernels } from './batch-norm-kernels';
import { convolutionGradientKernels } from './convolution-gradient-kernels';
import { compileTensorKernels, supportsTensorKernels, tensorKernels } from './tensor-module';
import { type WasmBackend, whyUnreachable } from './wasm-backend';

const BACKEND = 'wasm';

/** What a call of {@link registerFusedKernels} did. */
export interface Registration {
  /** Names of the kernels that it registered: none if it refused, or if all were there already. */
  readonly kernels: readonly string[];
  /** Why it refused, and what to do; absent if it did not. Everything works without the kernels, only slower. */
  readonly reason?: string;
  /** Takes those kernels away again. */
  readonly unregister: () => void;
}

/**
 * Registers kernels with TensorFlow.js's WebAssembly backend that it lacks:
 *
 * - batch normalization in one kernel forward and one backward, and at inference (`BnlabBatchNormTraining`,
 *   `BnlabBatchNormTrainingGrad`, `BnlabBatchNormInference`), which `@bnlab/core` and `@bnlab/layers` then use;
 * - the gradients of 2-D convolutions (`Conv2DBackpropFilter`, `DepthwiseConv2dNativeBackpropFilter`,
 *   `DepthwiseConv2dNativeBackpropInput`), without which no convolutional network trains on that backend.
 *
 * They are compiled to WebAssembly and work in that backend's own memory, so no tensor is copied. Kernels that are
 * registered already, by this function or by TensorFlow.js, stay as they are.
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
  const missing = Object.entries({ ...batchNormKernels, ...convolutionGradientKernels }).filter(
    ([name]) => !tf.getKernel(name, BACKEND),
  );
  for (const [kernelName, kernelFunc] of missing) {
    tf.registerKernel({
      kernelName,
      backendName: BACKEND,
      kernelFunc: kernelFunc as unknown as tf.KernelFunc,
    });
  }
  const kernels = missing.map(([name]) => name);
  return { kernels, unregister: () => unregister(kernels) };
}

function whyNot(backend: unknown): string | undefined {
  if (!supportsTensorKernels()) return 'this JavaScript engine has no WebAssembly with SIMD';
  if (backend) return whyUnreachable(backend);
  return "there is no WebAssembly backend yet: import '@tensorflow/tfjs-backend-wasm' and await tf.setBackend('wasm') first";
}

function unregister(kernels: readonly string[]): void {
  for (const name of kernels) if (tf.getKernel(name, BACKEND)) tf.unregisterKernel(name, BACKEND);
}
