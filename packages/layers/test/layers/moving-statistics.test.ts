import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { batchNormalization, type BatchNormalizationConfig } from '../../src';
import '../helpers/backends';
import { expectClose } from '../helpers/expect-close';
import { PROMISED } from '../helpers/promised-backend';

/** Lets every value that was asked for arrive. */
const values = () => new Promise((resolve) => setImmediate(resolve));

describe.each(['wasm', 'cpu', PROMISED])('moving averages (%s)', (backend) => {
  let warn: jest.SpiedFunction<typeof console.warn>;
  beforeEach(async () => {
    await tf.setBackend(backend);
    warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
  });
  afterEach(() => warn.mockRestore());

  const train = (config: BatchNormalizationConfig, batches: tf.Tensor[]) => {
    const layer = batchNormalization({ momentum: 0.5, ...config });
    tf.tidy(() => {
      batches.forEach((batch) => layer.apply(batch, { training: true }));
    });
    return layer;
  };
  const good = () => tf.tensor2d([1, 2, 3, 8], [2, 2]);
  const bad = () => tf.tensor2d([NaN, 2, 3, 8], [2, 2]);

  test.each<[string, BatchNormalizationConfig, number[], number[]]>([
    ['the batch', {}, [1, 2.5], [1, 5]],
    ['the batch with Bessel', { bessel: true }, [1, 2.5], [1.5, 9.5]],
    ['all batches alike', { momentum: null }, [2, 5], [1, 9]],
  ])('follow %s', (_, config, mean, variance) => {
    const layer = train(config, [good()]);
    expectClose(layer.movingMean.read(), mean);
    expectClose(layer.movingVariance.read(), variance);
  });

  test('follow each ghost batch', () => {
    const batch = tf.concat([good(), good()]);
    const ghosts = train({ ghostBatchSize: 2 }, [batch]);
    expectClose(ghosts.movingMean.read(), train({}, [good(), good()]).movingMean.read());
  });

  // https://github.com/pytorch/pytorch/issues/88474
  test('stay as they are at a batch with a NaN, with one warning', async () => {
    const layer = train({ name: 'poisoned' }, [good(), bad(), bad()]);
    // Where values are not at hand the warning comes when they are.
    await values();
    expectClose(layer.movingMean.read(), [1, 2.5]);
    expectClose(layer.movingVariance.read(), [1, 5]);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn).toHaveBeenCalledWith(
      expect.stringContaining('a batch in poisoned has values that are not finite'),
    );
    const cumulative = train({ momentum: null }, [good(), bad()]);
    await values();
    expect(cumulative.getConfig().batchesSeen).toBe(1);
  });

  test('throw at a batch with a NaN, or take it, if so configured', async () => {
    // Where values are not at hand the next call throws.
    const layer = train({ onNonFinite: 'error' }, [good()]);
    const next = async () => {
      layer.apply(bad(), { training: true });
      await values();
      layer.apply(good());
    };
    await expect(next).rejects.toThrow(
      'batchNormalization: batch 2 has values that are not finite in the input of this layer',
    );
    const spoilt = train({ onNonFinite: 'allow' }, [bad()]);
    expect(spoilt.movingMean.read().dataSync()[0]).toBeNaN();
    expect(warn).not.toHaveBeenCalled();
  });

  test('leave no tensors behind', async () => {
    const layer = train({}, [good()]);
    const batches = [good(), bad()];
    await values();
    const before = tf.memory().numTensors;
    for (const batch of batches) tf.tidy(() => void layer.apply(batch, { training: true }));
    await values();
    expect(tf.memory().numTensors).toBe(before);
  });
});
