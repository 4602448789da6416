import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { describeBatchNorm, laws, referenceImplementation } from '../../src/spec';
import { operations } from '../../src/spec/tensors';
import { backends } from '../support/backends';
import { numRuns } from '../support/cases';
import { equations, stockLayer, stockOperation } from '../support/implementations';
import { PlainKernels } from '../support/plain-kernels';

describe('the laws', () => {
  test('have names of their own and say what they are about', () => {
    expect(new Set(laws.map(({ name }) => name)).size).toBe(laws.length);
    for (const { statement, why } of laws) {
      expect(statement).toMatch(/^[A-Z].*\.$/);
      expect(why).toMatch(/\.$/);
    }
  });
});

describeBatchNorm('the float64 reference', referenceImplementation, { numRuns });

describe.each(backends)('on the %s backend', (backend) => {
  beforeAll(async () => {
    await tf.setBackend(backend);
  });

  describeBatchNorm('batchNormTraining and batchNormInference', operations, { numRuns });
  // What is not ours shows that the laws ask for nothing else: fewer examples do.
  const fewRuns = Math.ceil(numRuns / 3);
  describeBatchNorm('the equations, written out', equations, { numRuns: fewRuns });
  const exactSums = ['large offsets', 'tiny variances', 'uneven batches'];
  const whereFloat32SumsDo = laws.filter(({ name }) => !exactSums.includes(name));
  const stockOptions = { numRuns: fewRuns, laws: whereFloat32SumsDo };
  describeBatchNorm('the stock operations, channels last', stockOperation, stockOptions);
  describeBatchNorm('the stock layer, channels last', stockLayer, stockOptions);
});

describe('with fused kernels', () => {
  const kernels = new PlainKernels();
  beforeAll(async () => {
    await tf.setBackend('cpu');
    kernels.register();
  });
  afterAll(() => kernels.unregister());

  describeBatchNorm('batchNormTraining and batchNormInference', operations, { numRuns });
});
