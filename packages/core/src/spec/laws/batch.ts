import fc from 'fast-check';
import { layers, layersWithGradient, value } from '../arbitraries';
import { expectClose } from '../expect-close';
import { law } from '../law';

/** A layer over a batch, and an order of its examples. */
const shuffled = layers({ minExamples: 2 }).chain((layer) => {
  const order = layer.x.map((_, i) => i);
  return fc
    .shuffledSubarray(order, { minLength: order.length, maxLength: order.length })
    .map((order) => ({ ...layer, order }));
});

/** What a batch is: a set of examples, with channels that are apart. */
export const batchLaws = [
  law({
    name: 'order of the batch',
    statement: 'Permuting the examples permutes the outputs and changes nothing else.',
    why: 'The statistics do not depend on the order. An output that does has them computed over the wrong axis.',
    inputs: shuffled,
    async check({ training }, { x, gamma, beta, epsilon, order }) {
      const { y } = await training(x, gamma, beta, epsilon);
      const permuted = await training(
        order.map((i) => x[i]!),
        gamma,
        beta,
        epsilon,
      );
      expectClose(
        'y of the permuted batch',
        permuted.y,
        order.map((i) => y[i]!),
      );
    },
  }),
  law({
    name: 'channels apart',
    statement: 'What one channel gives does not depend on the others.',
    why: 'Each unit is normalized separately. Shared statistics are another method, such as layer normalization.',
    inputs: layers({ minExamples: 2, minChannels: 2 }),
    async check({ training }, { x, gamma, beta, epsilon }) {
      const { y } = await training(x, gamma, beta, epsilon);
      for (const c of gamma.keys()) {
        const alone = await training(
          x.map((row) => [row[c]!]),
          [gamma[c]!],
          [beta[c]!],
          epsilon,
        );
        expectClose(
          `channel ${c} alone`,
          alone.y,
          y.map((row) => [row[c]!]),
        );
      }
    },
  }),
  law({
    name: 'a batch of one',
    statement: 'A batch of one example gives beta.',
    why: 'Its only value is its mean. A division by m - 1 or by a variance of 0 shows here as NaN.',
    inputs: layers({ maxExamples: 1 }),
    async check({ training }, { x, gamma, beta, epsilon }) {
      expectClose('y', (await training(x, gamma, beta, epsilon)).y, [beta]);
    },
  }),
  law({
    name: 'constant channels',
    statement: 'A channel with the same value in every example gives beta, and a gradient that is finite.',
    why: 'Dead units are constant. Without epsilon they give 0 / 0, and one NaN ends the training.',
    inputs: layersWithGradient().chain((layer) => value.map((constant) => ({ ...layer, constant }))),
    async check({ training, gradient }, { x, gamma, beta, epsilon, dy, constant }) {
      const same = x.map((row) => row.map(() => constant));
      expectClose(
        'y',
        (await training(same, gamma, beta, epsilon)).y,
        x.map(() => beta),
      );
      const dx = (await gradient?.(same, gamma, beta, epsilon, dy))?.dx ?? [];
      if (!dx.flat().every(Number.isFinite))
        throw new Error('dx: expected finite values, got one that is not');
    },
  }),
];
