import fc from 'fast-check';
import { activationNames, type NeuralNetOptions } from '../../src';

/** Options of small networks of 5 inputs and 3 classes: shapes, activations, optimizers, which layers are normalized and how. */
export const arbitraryNetwork: fc.Arbitrary<NeuralNetOptions> = fc
  .record({
    hidden: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 }),
    normalized: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    activation: fc.constantFrom(...activationNames),
    placement: fc.constantFrom('before-activation' as const, 'after-activation' as const),
    optimizer: fc.constantFrom(
      'sgd' as const,
      { kind: 'sgd' as const, momentum: 0.9 },
      { kind: 'adam' as const, epsilon: 1e-2 },
    ),
    ghostBatchSize: fc.constantFrom(undefined, 4, 5, 100),
    momentum: fc.constantFrom(0, 0.9, 0.99, 1),
    epsilon: fc.constantFrom(1e-3, 0.1),
    seed: fc.integer(),
  })
  .map(({ hidden, normalized, ...rest }) => ({
    ...rest,
    layerSizes: [5, ...hidden, 3],
    batchNorm: normalized.slice(0, hidden.length),
    standardDeviation: 0.5,
  }));
