import { createRequire } from 'node:module';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import * as bnlab from '../src';
import { warnOfTwoPackages } from '../src/tensorflow-copies';
import { useBackendInTests } from './helpers/backends';

// https://github.com/tensorflow/tfjs/issues/4659, https://github.com/tensorflow/tfjs/issues/2329
describe('another copy of TensorFlow.js, from a script tag say,', () => {
  useBackendInTests('cpu');
  let other: typeof tf;
  let model: tf.LayersModel;

  beforeAll(() => {
    // It warns of each kernel that is registered twice.
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    other = createRequire(__filename)('@tensorflow/tfjs/dist/tf.min.js') as typeof tf;
    warn.mockRestore();
    const layers = [other.layers.dense({ units: 2, inputShape: [2] }), other.layers.batchNormalization()];
    model = other.sequential({ layers });
  });

  const both = `that this package uses (tfjs-layers ${tf.version['tfjs-layers']}), got one of another copy in this program`;

  test.each<[string, () => unknown]>([
    ['foldBatchNorm', () => bnlab.foldBatchNorm(model)],
    ['summarizeBatchNorm', () => bnlab.summarizeBatchNorm(model)],
    ['convertToBnlab', () => bnlab.convertToBnlab(model)],
    ['freezeBatchNorm', () => bnlab.freezeBatchNorm(model)],
    ['recalibrate', () => bnlab.recalibrate(model, tf.ones([2, 2]))],
    ['adaptStatistics', () => bnlab.adaptStatistics(model, tf.ones([2, 2]))],
    ['useStatistics', () => bnlab.useStatistics(model, 'night')],
  ])('is told from this one by %s, with the version of each', async (name, call) => {
    const refused = expect(Promise.resolve().then(call)).rejects;
    await refused.toThrow(
      `${name}: model must be of the TensorFlow.js ${both} (tfjs-layers ${tf.version['tfjs-layers']});`,
    );
  });

  test.each<[string, () => unknown]>([
    ['input', () => bnlab.batchNormalization({ name: 'named' }).apply(other.input({ shape: [2] }))],
    ['input', () => bnlab.groupNormalization({ groups: 1 }).apply(other.input({ shape: [2] }))],
    [
      'initializer',
      () => bnlab.batchNormalization({ gammaInitializer: other.initializers.randomNormal({}) as never }),
    ],
    ['regularizer', () => bnlab.batchNormalization({ betaRegularizer: other.regularizers.l2() as never })],
    ['constraint', () => bnlab.groupNormalization({ gammaConstraint: other.constraints.nonNeg() as never })],
  ])('is told from this one by the %s of a layer', (argument, call) => {
    expect(call).toThrow(
      `${argument} must be of the TensorFlow.js ${both}; load @tensorflow/tfjs-layers once`,
    );
  });

  test('is named where both have given a variable the same name', () => {
    const layerOf = (copy: typeof tf, norm: unknown) =>
      copy.sequential({ layers: [copy.layers.inputLayer({ inputShape: [2] }), norm as tf.layers.Layer] });
    const name = 'shared_name';
    layerOf(other, other.layers.batchNormalization({ name }));
    expect(() => layerOf(tf, bnlab.batchNormalization({ name }))).toThrow(
      /^shared_name: .* already registered, by another copy of TensorFlow.js than this package's \(tfjs-layers /,
    );
  });
});

test('two copies of this package on one TensorFlow.js warn', () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
  warnOfTwoPackages();
  expect(warn.mock.calls).toEqual([
    [expect.stringContaining('two copies of @bnlab/layers with one TensorFlow.js')],
  ]);
  warn.mockRestore();
});
