import { checkOptions } from '@bnlab/arguments';
import * as tf from '@tensorflow/tfjs-core';
import { batchNormKernels } from './batch-norm-kernels';
import type { Change } from './change';
import { convolutionGradientKernels, inputGradientBefore } from './convolution-gradient-kernels';
import { registerFusedGradients } from './fused-gradients';
import { registerFusedOptimizers } from './fused-optimizers';
import { gradientKernels } from './gradient-kernels';
import { holdChanges } from './hold-changes';
import { identity } from './identity-kernel';
import { isOurs, markAsOurs } from './marks';
import { batchMatMulBefore, fusedMatMulBefore } from './matrix-product-kernels';
import { optimizerKernels } from './optimizer-kernels';
import { unsortedSegmentSum } from './segment-sum-kernel';
import { compileTensorKernels, tensorKernels, whyNoTensorKernels } from './tensor-module';
import { type WasmBackend, whyUnreachable } from './wasm-backend';
import {
  convolution3dFilterGradient,
  convolution3dInputGradient,
  maxPool3dBefore,
  maxPoolGradientBefore,
} from './window-kernels';

const BACKEND = 'wasm';

/** The result of {@link registerFusedKernels}. */
export interface Registration {
  /** The names of the kernels that it registered: none if it refused, or if all were there already. */
  readonly kernels: readonly string[];
  /** Why it refused, and what to do; absent if it did not. Everything works without the kernels, only slower. */
  readonly reason?: string;
  /**
   * Takes everything away again, and puts back what was replaced, once every registration is unregistered: of two that hold,
   * the first to end leaves the kernels to the other.
   */
  readonly unregister: () => void;
}

/** Kernels that the backend lacks. */
const additions = {
  ...batchNormKernels,
  ...convolutionGradientKernels,
  UnsortedSegmentSum: unsortedSegmentSum,
  ...gradientKernels,
  ...optimizerKernels,
} as unknown as Record<string, tf.KernelFunc>;

/** Kernels that take the place of the backend's own, made from those. */
const replacements: Record<string, (stock: tf.KernelFunc) => tf.KernelFunc> = {
  Identity: () => identity as unknown as tf.KernelFunc,
  Conv2DBackpropInput: inputGradientBefore,
  BatchMatMul: batchMatMulBefore,
  _FusedMatMul: fusedMatMulBefore,
  MaxPool3D: maxPool3dBefore,
  MaxPoolGrad: maxPoolGradientBefore,
  MaxPool3DGrad: maxPoolGradientBefore,
  Conv3DBackpropInputV2: () => convolution3dInputGradient as unknown as tf.KernelFunc,
  Conv3DBackpropFilterV2: () => convolution3dFilterGradient as unknown as tf.KernelFunc,
};

/**
 * Makes TensorFlow.js's WebAssembly backend train faster, and train what it cannot:
 *
 * - batch normalization in one kernel forward and one backward, and at inference, which `@bnlab/core` and
 *   `@bnlab/layers` use;
 * - kernels that it lacks: the gradients of 2-D convolutions (`Conv2DBackpropFilter`,
 *   `DepthwiseConv2dNativeBackpropFilter`, `DepthwiseConv2dNativeBackpropInput`) and of embeddings
 *   (`UnsortedSegmentSum`);
 * - kernels in place of its own that are faster: matrix products (`BatchMatMul`, `_FusedMatMul`),
 *   `Conv2DBackpropInput`, and `Identity`, which copies each tensor that a gradient will need;
 * - kernels in place of its own that are wrong: `MaxPool3D`, whose results are never below 0, `MaxPoolGrad` and
 *   `MaxPool3DGrad`, which pass no gradient to a window without a positive value, `Conv3DBackpropInputV2`, and
 *   `Conv3DBackpropFilterV2` where strides are above 1;
 * - gradients of one kernel for `relu`, `relu6`, `leakyRelu`, `sigmoid`, `tanh`, `clipByValue` and `softmax`;
 * - updates of one kernel per variable for `tf.train.sgd` and `tf.train.adam`, with the same bits.
 *
 * The kernels are compiled to WebAssembly and work in that backend's own memory, so no tensor is copied. Other backends
 * stay as they are. A kernel that the backend has by now, and lacked when this was written, stays as it is.
 *
 * Never throws for what the platform lacks: `reason` says what it is. Call it after the backend is ready:
 *
 *     import '@tensorflow/tfjs-backend-wasm';
 *     await tf.setBackend('wasm');
 *     await registerFusedKernels();
 *
 * @param options There are none yet; whatever is given is refused.
 */
export async function registerFusedKernels(options: Record<string, never> = {}): Promise<Registration> {
  checkOptions('registerFusedKernels', options, []);
  if (whyNoTensorKernels() === undefined) await compileTensorKernels();
  return registerFusedKernelsSync();
}

/** The same, compiling on the calling thread: some milliseconds, which some browsers refuse to a page's main thread. */
export function registerFusedKernelsSync(options: Record<string, never> = {}): Registration {
  checkOptions('registerFusedKernelsSync', options, []);
  // Not tf.findBackend, which starts a backend that has not started, and holds up the one in use.
  const backend: unknown = tf.engine().registry[BACKEND];
  const reason = whyNot(backend);
  if (reason !== undefined)
    return { kernels: [], reason: `registerFusedKernels: ${reason}`, unregister: () => {} };
  tensorKernels(backend as WasmBackend);
  const kernels = [...Object.entries(additions).map(add), ...Object.entries(replacements).map(replace)];
  const others = [...registerFusedGradients(), ...registerFusedOptimizers()];
  const done = [...kernels.filter((one) => one !== undefined), ...others];
  return {
    kernels: kernels.filter((one) => one !== undefined).map(({ kernelName }) => kernelName),
    unregister: holdChanges(done),
  };
}

function add([kernelName, kernelFunc]: [string, tf.KernelFunc]): Change | undefined {
  if (tf.getKernel(kernelName, BACKEND)) return undefined;
  tf.registerKernel({ kernelName, backendName: BACKEND, kernelFunc });
  return { kernelName, takeBack: () => void takeOut(kernelName, kernelFunc) };
}

function replace([kernelName, make]: [string, (stock: tf.KernelFunc) => tf.KernelFunc]): Change | undefined {
  const stock = tf.getKernel(kernelName, BACKEND);
  if (!stock || isOurs(stock.kernelFunc)) return undefined;
  const kernelFunc = make(stock.kernelFunc);
  markAsOurs(kernelFunc);
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
  const obstacle = whyNoTensorKernels();
  if (obstacle !== undefined) return obstacle;
  if (backend) return whyUnreachable(backend);
  return "there is no WebAssembly backend yet: import '@tensorflow/tfjs-backend-wasm' and await tf.setBackend('wasm') first";
}
