import { arch, cpus, platform } from 'node:os';
import type { NeuralNet } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';
import { version } from '../package.json';
import type { RunEnvironment } from './run-record';

/** What a network runs on here. */
export function describeEnvironment({ engine, backend }: NeuralNet): RunEnvironment {
  return {
    engine,
    backend,
    node: process.versions.node,
    platform: `${platform()}-${arch()}`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    versions: { '@bnlab/experiments': version, '@tensorflow/tfjs': tf.version.tfjs },
  };
}
