import type { NeuralNet } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';
import { version } from '../package.json';
import type { RunEnvironment } from './record/run-record';

/** The engine, the machine and the versions that a network runs on here. */
export function describeEnvironment({
  engine,
  backend,
}: Pick<NeuralNet, 'engine' | 'backend'>): RunEnvironment {
  return {
    engine,
    backend,
    ...describeMachine(),
    versions: { '@bnlab/experiments': version, '@tensorflow/tfjs': tf.version.tfjs },
  };
}

/** A page cannot know its machine; Node.js can, without an import that bundlers for pages would stumble over. */
function describeMachine(): Pick<RunEnvironment, 'node' | 'platform' | 'cpu' | 'revectorized'> {
  const process = (globalThis as { process?: NodeJS.Process }).process;
  const os = process?.getBuiltinModule?.('node:os');
  if (!process || !os) return {};
  return {
    node: process.versions.node,
    platform: `${os.platform()}-${os.arch()}`,
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    ...(process.execArgv.includes('--experimental-wasm-revectorize') && { revectorized: true }),
  };
}
