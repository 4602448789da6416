import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { describeBatchNorm } from '@bnlab/core/spec';
import fc from 'fast-check';
import { operations } from '@bnlab/core/spec/tensors';
import * as tf from '@tensorflow/tfjs';
import { registerFusedKernels, type Registration } from '../../src/tfjs';
import { useWasmBackend } from './support/wasm-backend';

const numRuns = fc.readConfigureGlobal().numRuns;

describe('in the memory of the WebAssembly backend', () => {
  let registration: Registration;
  beforeAll(async () => {
    await useWasmBackend();
    registration = await registerFusedKernels();
  });
  afterAll(() => registration.unregister());

  // Without a kernel the operations of @bnlab/core would keep the laws by themselves.
  test('an operation of @bnlab/core runs these kernels, forward, backward and at inference', async () => {
    const { training, inference, gradient } = operations;
    const { kernelNames } = await tf.profile(async () => {
      await training([[1], [2]], [1], [0], 1);
      await gradient([[1], [2]], [1], [0], 1, [[1], [0]]);
      await inference([[1]], [0], [1], [1], [0], 1);
      return [];
    });
    expect(kernelNames).toEqual(
      expect.arrayContaining([
        'BnlabBatchNormTraining',
        'BnlabBatchNormTrainingGrad',
        'BnlabBatchNormInference',
      ]),
    );
  });

  describeBatchNorm('batch norm in fused kernels', operations, { numRuns });
});
