import fc from 'fast-check';
import { batchOf, layers, layersWithPopulation, many, parameter } from '../arbitraries';
import { expectClose } from '../expect-close';
import { columnsOf, mapValues, mean, product, variance } from '../plain-matrix';
import { law } from '../law';

/** A second batch of the same size, and a share to mix it in with. */
const pairs = layersWithPopulation().chain((layer) =>
  fc.record({
    layer: fc.constant(layer),
    other: batchOf(layer.x.length, layer.gamma.length),
    share: fc.constantFrom(0.5, 0.25, -1, 2),
  }),
);

/** A dense layer before the batch norm. */
const denseLayers = layersWithPopulation().chain((layer) =>
  fc
    .record({
      kernel: many(many(parameter, layer.gamma.length), 2),
      bias: many(parameter, layer.gamma.length),
    })
    .chain((dense) => batchOf(layer.x.length, 2).map((u) => ({ ...layer, ...dense, u }))),
);

/** What the layer does once it is trained. */
export const inferenceLaws = [
  law({
    name: 'inference at landmarks',
    statement:
      "The population's mean becomes beta, and a point sqrt(variance + epsilon) above it beta + gamma.",
    why: 'It shows which statistics inference uses, and how: the variance, not the standard deviation, and with epsilon.',
    inputs: layersWithPopulation({ maxExamples: 1 }),
    async check({ inference }, { gamma, beta, mean, variance, epsilon }) {
      const above = mean.map((center, c) => center + Math.sqrt(variance[c]! + epsilon));
      const y = await inference([mean, above], mean, variance, gamma, beta, epsilon);
      expectClose('y', y, [beta, beta.map((value, c) => value + gamma[c]!)]);
    },
  }),
  law({
    name: 'inference is affine',
    statement: 'The output of a mixture of two inputs is the same mixture of their outputs.',
    why: 'At inference the layer is one multiplication and one addition per channel, so it can be folded into weights.',
    inputs: pairs,
    async check({ inference }, { layer: { x, gamma, beta, mean, variance, epsilon }, other, share }) {
      const mix = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]) =>
        a.map((row, i) => row.map((value, c) => (1 - share) * value + share * b[i]![c]!));
      const run = (batch: number[][]) => inference(batch, mean, variance, gamma, beta, epsilon);
      expectClose('y of the mixture', await run(mix(x, other)), mix(await run(x), await run(other)));
    },
  }),
  law({
    name: 'examples one by one',
    statement: 'At inference each example gives what it gives alone.',
    why: "A prediction must not depend on what else is in the batch; with the batch's statistics it does.",
    inputs: layersWithPopulation(),
    async check({ inference }, { x, gamma, beta, mean, variance, epsilon }) {
      const together = await inference(x, mean, variance, gamma, beta, epsilon);
      for (const [i, example] of x.entries()) {
        const alone = await inference([example], mean, variance, gamma, beta, epsilon);
        expectClose(`example ${i} alone`, alone, [together[i]!]);
      }
    },
  }),
  law({
    name: 'training and inference agree',
    statement: "Inference equals training when the population's statistics are the batch's.",
    why: 'The two modes are one function of different statistics. Where they differ, a trained model fails in use.',
    inputs: layers({ minExamples: 2 }),
    async check({ training, inference }, { x, gamma, beta, epsilon }) {
      const [means, variances] = [columnsOf(x).map(mean), columnsOf(x).map(variance)];
      const { y } = await training(x, gamma, beta, epsilon);
      expectClose('inference', await inference(x, means, variances, gamma, beta, epsilon), y);
    },
  }),
  law({
    name: 'folding',
    statement:
      'A dense layer with batch norm folded into its weights gives what the two give one after the other.',
    why: 'Folded models are the ones that get deployed.',
    needs: ['fold'],
    inputs: denseLayers,
    async check({ inference, fold }, { u, kernel, bias, gamma, beta, mean, variance, epsilon }) {
      const dense = (kernel: readonly (readonly number[])[], bias: readonly number[]) =>
        mapValues(product(u, kernel), (value, c) => value + bias[c]!);
      const folded = await fold(kernel, bias, mean, variance, gamma, beta, epsilon);
      const unfolded = await inference(dense(kernel, bias), mean, variance, gamma, beta, epsilon);
      expectClose('folded', dense(folded.kernel, folded.bias), unfolded, 1e-3);
    },
  }),
];
