import fc from 'fast-check';
import { batchOf, layers, layersWithGradient, many, parameter, value, epsilon } from '../arbitraries';
import { expectClose } from '../expect-close';
import { columnsOf, mapValues, product, transpose } from '../plain-matrix';
import { law } from '../law';

const offsets = layersWithGradient({ minExamples: 2 }).chain((layer) =>
  many(value, layer.gamma.length).map((offset) => ({ ...layer, offset })),
);

/** A factor that is not 0, and whose products float32 holds exactly. */
const factor = fc.constantFrom(2, -1, -2, 0.5, 4, -0.25);

/** Inputs u, weights W of the dense layer before the batch norm, and a factor a above 0. */
const denseLayers = fc
  .record({
    examples: fc.integer({ min: 2, max: 5 }),
    inputs: fc.integer({ min: 1, max: 3 }),
    channels: fc.integer({ min: 1, max: 3 }),
  })
  .chain(({ examples, inputs, channels }) =>
    fc.record({
      u: batchOf(examples, inputs),
      weights: many(many(parameter, channels), inputs),
      gamma: many(parameter, channels),
      beta: many(parameter, channels),
      dy: batchOf(examples, channels),
      epsilon,
      a: fc.constantFrom(2, 0.5, 4),
    }),
  );

/** What the layer does not see. */
export const invarianceLaws = [
  law({
    name: 'constants cancel',
    statement: 'Adding a constant to a channel changes none of its outputs.',
    why: 'This is why a layer before batch norm needs no bias.',
    inputs: offsets,
    async check({ training }, { x, gamma, beta, epsilon, offset }) {
      const moved = mapValues(x, (value, c) => value + offset[c]!);
      const { y } = await training(x, gamma, beta, epsilon);
      expectClose('y of x + constant', (await training(moved, gamma, beta, epsilon)).y, y);
    },
  }),
  law({
    name: 'scale cancels',
    statement:
      'Multiplying the inputs by a, and epsilon by a^2, changes at most the sign of what is normalized.',
    why: 'The scale of the weights before the layer becomes irrelevant, which allows high learning rates.',
    inputs: layers({ minExamples: 2 }).chain((layer) => factor.map((a) => ({ ...layer, a }))),
    async check({ training }, { x, gamma, beta, epsilon, a }) {
      const scaled = mapValues(x, (value) => a * value);
      const turned = gamma.map((value) => Math.sign(a) * value);
      const { y } = await training(x, turned, beta, epsilon);
      expectClose('y of a x', (await training(scaled, gamma, beta, a * a * epsilon)).y, y);
    },
  }),
  law({
    name: 'a bias gets no gradient',
    statement:
      'The gradient to a bias added to every example of a channel, the sum of dx over the batch, is 0.',
    why: 'A bias before batch normalization never learns. A gradient other than 0 ignores that the mean depends on x.',
    needs: ['gradient'],
    inputs: layersWithGradient(),
    async check({ gradient }, { x, gamma, beta, epsilon, dy }) {
      const { dx } = await gradient(x, gamma, beta, epsilon, dy);
      const sums = columnsOf(dx).map((column) => column.reduce((sum, value) => sum + value, 0));
      const size = columnsOf(dx)
        .flat()
        .reduce((most, value) => Math.max(most, Math.abs(value)), 1);
      expectClose(
        'sum of dx',
        sums.map((sum) => sum / size),
        sums.map(() => 0),
        1e-3,
      );
    },
  }),
  law({
    name: 'weight scale',
    statement:
      'BN((aW)u) equals BN(Wu) for a > 0, with the same gradient to u and the gradient to W divided by a ' +
      '(epsilon multiplied by a^2).',
    why: 'Large weights get small gradients, which stabilizes training (Ioffe and Szegedy 2015, section 3.3).',
    needs: ['gradient'],
    inputs: denseLayers,
    async check({ training, gradient }, { u, weights, gamma, beta, dy, epsilon, a }) {
      const run = async (scale: number) => {
        const scaled = mapValues(weights, (weight) => scale * weight);
        const [x, epsilonToo] = [product(u, scaled), scale * scale * epsilon];
        const { y } = await training(x, gamma, beta, epsilonToo);
        const { dx } = await gradient(x, gamma, beta, epsilonToo, dy);
        return { y, du: product(dx, transpose(scaled)), dW: product(transpose(u), dx) };
      };
      const [plain, scaled] = [await run(1), await run(a)];
      expectClose('y', scaled.y, plain.y);
      expectClose('gradient to u', scaled.du, plain.du, 1e-3);
      expectClose(
        'a * gradient to W',
        mapValues(scaled.dW, (value) => a * value),
        plain.dW,
        1e-3,
      );
    },
  }),
];
