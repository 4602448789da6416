import { describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { referenceMoments } from '@bnlab/core';
import fc from 'fast-check';
import { adaptStatistics, batchNormalization, recalibrate } from '../../src';
import { describeOnBackends, useBackendInTests } from '../helpers/backends';
import { expectClose } from '../helpers/expect-close';
import { setTrainedWeights } from '../helpers/set-weights';

const { dense } = tf.layers;

function network() {
  const norms = [batchNormalization({ inputShape: [3] }), batchNormalization(), batchNormalization()];
  const model = tf.sequential({
    layers: [norms[0]!, dense({ units: 5, activation: 'relu' }), norms[1]!, dense({ units: 4 }), norms[2]!],
  });
  setTrainedWeights(model);
  return { model, norms };
}

type Norm = ReturnType<typeof batchNormalization>;
const statistics = (layers: Norm[]) =>
  layers.flatMap(({ movingMean, movingVariance }) =>
    [movingMean, movingVariance].map((weight) => Array.from(weight.read().dataSync())),
  );
const weighed = (old: number[], found: number[], share: number) =>
  old.map((value, channel) => (1 - share) * value + share * found[channel]!);

describeOnBackends('adaptStatistics', () => {
  // Equation 2 of Schneider et al. 2020, by the layer that gets the data themselves.
  test('weighs the statistics that are there like so many examples', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0, max: 300, noNaN: true }),
        fc.constantFrom('exact' as const, 'one' as const),
        fc.integer(),
        async (examples, prior, passes, seed) => {
          const { model, norms } = network();
          const [mean, variance] = statistics([norms[0]!]);
          const x = tf.randomNormal<tf.Rank.R2>([examples, 3], 2, 3, 'float32', seed);
          const found = referenceMoments(x.arraySync());
          await adaptStatistics(model, x, { prior, passes, batchSize: 7 });
          const share = examples / (examples + prior);
          const adapted = statistics([norms[0]!]);
          expectClose(adapted[0]!, weighed(mean!, found.mean, share), 1e-4);
          expectClose(adapted[1]!, weighed(variance!, found.variance, share), 1e-4);
          model.dispose();
          x.dispose();
        },
      ),
    );
  });

  test('with a prior of 0 is recalibrate, in one pass too', async () => {
    const x = tf.randomNormal([20, 3], 2, 3, 'float32', 1);
    for (const passes of ['exact', 'one'] as const) {
      const [adapted, recalibrated] = [network(), network()];
      await adaptStatistics(adapted.model, x, { prior: 0, passes, batchSize: 8 });
      await recalibrate(recalibrated.model, x, { passes, batchSize: 8 });
      expect(statistics(adapted.norms)).toEqual(statistics(recalibrated.norms));
    }
  });

  test('later layers get what the adapted ones before them give; in one pass over one batch the same', async () => {
    const x = tf.randomNormal([20, 3], 2, 3, 'float32', 1);
    const [exact, one] = [network(), network()];
    await adaptStatistics(exact.model, x, { prior: 10 });
    await adaptStatistics(one.model, x, { prior: 10, passes: 'one' });
    statistics(one.norms).forEach((channels, i) => expectClose(channels, statistics(exact.norms)[i]!, 1e-4));
    const [first, hidden, second] = exact.model.layers;
    const input = hidden!.apply(first!.apply(x)) as tf.Tensor2D;
    const { mean } = referenceMoments(input.arraySync());
    const [old] = statistics([network().norms[1]!]);
    expectClose((second as Norm).movingMean.read(), weighed(old!, mean, 20 / 30), 1e-4);
  });
});

describe('adaptStatistics', () => {
  useBackendInTests('cpu');

  test('takes back another scale and offset of the data', async () => {
    const x = tf.randomNormal<tf.Rank.R2>([200, 3], 0.5, 2, 'float32', 3);
    const { model } = network();
    await recalibrate(model, x);
    const wanted = model.predict(x) as tf.Tensor;
    const fog = x.mul([0.3, 0.5, 2]).add([1, -2, 0.5]);
    const error = () => tf.mean(tf.abs(tf.sub(model.predict(fog) as tf.Tensor, wanted))).dataSync()[0]!;
    const before = error();
    await adaptStatistics(model, fog, { prior: 0 });
    expect(error()).toBeLessThan(0.01 * before);
  });

  test('restores the statistics to the bit, as often as it is asked to, and leaves no tensors behind', async () => {
    const { model, norms } = network();
    const x = tf.randomNormal([20, 3], 2, 3, 'float32', 1);
    const before = statistics(norms);
    const { numTensors } = tf.memory();
    const first = await adaptStatistics(model, x);
    const second = await adaptStatistics(model, x, { passes: 'one' });
    expect(statistics(norms)).not.toEqual(before);
    second.restore();
    first.restore();
    first.restore();
    expect(statistics(norms)).toEqual(before);
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  test('refuses a prior below 0', async () => {
    const { model } = network();
    const adapting = adaptStatistics(model, tf.ones([2, 3]), { prior: -1 });
    await expect(adapting).rejects.toThrow(
      'adaptStatistics: prior must be a finite number of at least 0, got -1',
    );
  });
});
