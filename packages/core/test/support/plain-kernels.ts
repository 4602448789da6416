import * as tf from '@tensorflow/tfjs';
import { fusedKernelNames } from '../../src/fused-kernels';

/** What a kernel of the CPU backend is given, as far as these need it. */
interface Call {
  inputs: Record<string, tf.TensorInfo | undefined>;
  backend: {
    readSync(dataId: object): Float32Array;
    makeTensorInfo(shape: number[], dtype: 'float32', values: Float32Array): tf.TensorInfo;
  };
  attrs: { outer: number; channels: number; inner: number; epsilon: number };
}

type KernelName = keyof typeof fusedKernelNames;

const kernels: Record<KernelName, (call: Call) => tf.TensorInfo[]> = {
  training,
  trainingGradient,
  inference,
};

/** The three fused kernels of the contract in plain loops, for the CPU backend, and how often each was run. */
export class PlainKernels {
  readonly runs: Record<KernelName, number> = { training: 0, trainingGradient: 0, inference: 0 };

  register(): void {
    for (const [name, kernel] of Object.entries(kernels) as [KernelName, (call: Call) => tf.TensorInfo[]][]) {
      const kernelFunc = (call: unknown) => {
        this.runs[name]++;
        return kernel(call as Call);
      };
      tf.registerKernel({ kernelName: fusedKernelNames[name], backendName: 'cpu', kernelFunc });
    }
  }

  unregister(): void {
    Object.values(fusedKernelNames).forEach((name) => tf.unregisterKernel(name, 'cpu'));
  }
}

function training({ inputs, backend, attrs }: Call): tf.TensorInfo[] {
  const read = reader(inputs, backend);
  const [x, gamma, beta] = [read('x')!, read('gamma'), read('beta')];
  const y = new Float32Array(x.length);
  const mean = new Float32Array(attrs.channels);
  const variance = new Float32Array(attrs.channels);
  const inverseDeviation = new Float32Array(attrs.channels);
  for (let c = 0; c < attrs.channels; c++) {
    const at = indicesOfChannel(c, attrs);
    const average = at.reduce((sum, i) => sum + x[i]!, 0) / at.length;
    const spread = at.reduce((sum, i) => sum + (x[i]! - average) ** 2, 0) / at.length;
    const s = 1 / Math.sqrt(spread + attrs.epsilon);
    for (const i of at) y[i] = (x[i]! - average) * s * (gamma?.[c] ?? 1) + (beta?.[c] ?? 0);
    [mean[c], variance[c], inverseDeviation[c]] = [average, spread, s];
  }
  const saved = Float32Array.of(...mean, ...inverseDeviation, ...(gamma ?? mean.map(() => 1)));
  const vectors = [mean, variance, saved].map((v) => backend.makeTensorInfo([v.length], 'float32', v));
  return [backend.makeTensorInfo(inputs.x!.shape, 'float32', y), ...vectors];
}

function trainingGradient({ inputs, backend, attrs }: Call): tf.TensorInfo[] {
  const read = reader(inputs, backend);
  const [x, dy, saved] = [read('x')!, read('dy')!, read('saved')!];
  const [mean, inverseDeviation, gamma] = [0, 1, 2].map((i) =>
    saved.subarray(i * attrs.channels, (i + 1) * attrs.channels),
  ) as [Float32Array, Float32Array, Float32Array];
  const dx = new Float32Array(x.length);
  const dgamma = new Float32Array(attrs.channels);
  const dbeta = new Float32Array(attrs.channels);
  for (let c = 0; c < attrs.channels; c++) {
    const at = indicesOfChannel(c, attrs);
    const s = inverseDeviation[c]!;
    const rounding = at.reduce((sum, i) => sum + (x[i]! - mean[c]!), 0) / at.length;
    const xHat = (i: number) => (x[i]! - mean[c]! - rounding) * s;
    const sumG = at.reduce((sum, i) => sum + dy[i]!, 0);
    const sumGXHat = at.reduce((sum, i) => sum + dy[i]! * xHat(i), 0);
    for (const i of at) dx[i] = gamma[c]! * s * (dy[i]! - (sumG + xHat(i) * sumGXHat) / at.length);
    [dgamma[c], dbeta[c]] = [sumGXHat, sumG];
  }
  const vectors = [dgamma, dbeta].map((v) => backend.makeTensorInfo([v.length], 'float32', v));
  return [backend.makeTensorInfo(inputs.x!.shape, 'float32', dx), ...vectors];
}

function inference({ inputs, backend, attrs }: Call): tf.TensorInfo[] {
  const read = reader(inputs, backend);
  const [x, scale] = [read('x')!, read('scale')!];
  const [center, shift] = [read('center'), read('shift')];
  const y = new Float32Array(x.length);
  for (let c = 0; c < attrs.channels; c++) {
    for (const i of indicesOfChannel(c, attrs)) {
      y[i] = (x[i]! - (center?.[c] ?? 0)) * scale[c]! + (shift?.[c] ?? 0);
    }
  }
  return [backend.makeTensorInfo(inputs.x!.shape, 'float32', y)];
}

function reader(inputs: Call['inputs'], backend: Call['backend']) {
  return (name: string) => (inputs[name] ? backend.readSync(inputs[name].dataId) : undefined);
}

function indicesOfChannel(channel: number, { outer, channels, inner }: Call['attrs']): number[] {
  return Array.from({ length: outer * inner }, (_, position) => {
    const row = Math.floor(position / inner);
    return (row * channels + channel) * inner + (position % inner);
  });
}
