import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { operations, implementationOnTensors } from '@bnlab/core/spec/tensors';
import * as tf from '@tensorflow/tfjs';
import { jaxJs } from './jax-js.mjs';

const PEER = fileURLToPath(new URL('peer.py', import.meta.url));

/** The Python libraries that may be there, by the name of the package to import. */
export const pythonLibraries = {
  torch: 'PyTorch',
  keras: 'Keras',
  tensorflow: 'TensorFlow',
  flax: 'flax',
  equinox: 'Equinox',
  tinygrad: 'tinygrad',
  onnxruntime: 'ONNX Runtime',
};

/** Whether Python finds a package. */
export function isInstalled(python, name) {
  const script = `import importlib.util, sys; sys.exit(importlib.util.find_spec("${name}") is None)`;
  return spawnSync(python, ['-c', script]).status === 0;
}

/** Starts a library in a process of its own: an implementation whose every call is a line of JSON there and back. */
export async function startPeer(python, name) {
  const child = spawn(python, [PEER, name], { stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const read = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${name} ended`);
    return JSON.parse(value);
  };
  const { version, parts } = await read();
  const call =
    (part) =>
    async (...args) => {
      child.stdin.write(`${JSON.stringify({ part, arguments: args })}\n`);
      const { value, error } = await read();
      if (error !== undefined) throw new Error(error);
      return withNaN(value);
    };
  return {
    version,
    implementation: Object.fromEntries(parts.map((part) => [part, call(part)])),
    async stop() {
      child.stdin.end();
      await once(child, 'close');
    },
  };
}

/** JSON has no word for what is not finite. */
function withNaN(value) {
  if (value === null) return NaN;
  if (Array.isArray(value)) return value.map(withNaN);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withNaN(part)]));
}

/** This repository's operations, and those of TensorFlow.js and jax-js as they come. */
export const inThisProcess = {
  '@bnlab/core': { version: 'this repository', implementation: operations },
  'TensorFlow.js': {
    version: `${tf.version.tfjs} on its CPU backend`,
    implementation: implementationOnTensors({
      training(x, { gamma, beta, epsilon, axis }) {
        const channel = axis < 0 ? axis + x.rank : axis;
        const others = x.shape.map((_, index) => index).filter((index) => index !== channel);
        // Along the last axis as its documentation has it: a value per channel, or else as many dimensions as x has.
        const isLast = channel === x.rank - 1;
        const { mean, variance } = tf.moments(x, others, !isLast);
        const parameter = (values) => values && tf.reshape(values, mean.shape);
        const output = tf.batchNorm(x, mean, variance, parameter(beta), parameter(gamma), epsilon);
        return { output, mean: tf.reshape(mean, [-1]), variance: tf.reshape(variance, [-1]) };
      },
      inference: (x, { mean, variance, gamma, beta, epsilon }) =>
        tf.batchNorm(x, mean, variance, beta, gamma, epsilon),
    }),
  },
  'jax-js': jaxJs,
};
