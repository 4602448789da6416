import { describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { BatchNormalization } from '../../src';
import { useBackendInTests } from '../helpers/backends';
import { expectClose } from '../helpers/expect-close';
import { artifactsOf, modelOf } from '../helpers/memory-model';

type Config = NonNullable<Parameters<typeof tf.layers.batchNormalization>[0]>;

/** What the stock layer does right: the last axis, gamma and beta both there, learning. */
const stockConfig: fc.Arbitrary<Config> = fc.record(
  {
    momentum: fc.constantFrom(0, 0.3, 0.9, 0.99, 1),
    epsilon: fc.constantFrom(1e-3, 0.2),
    axis: fc.constant(-1),
    gammaInitializer: fc.constantFrom(
      'ones' as const,
      tf.initializers.randomUniform({ minval: 0.5, maxval: 1.5 }),
    ),
    betaInitializer: fc.constantFrom('zeros' as const, 'randomNormal' as const),
    movingMeanInitializer: fc.constantFrom('zeros' as const, 'randomNormal' as const),
    gammaRegularizer: fc.constant(tf.regularizers.l2({ l2: 0.02 })),
    betaRegularizer: fc.constant('l1l2' as const),
  },
  { requiredKeys: [] },
);

const block = fc.record({
  linear: fc.boolean(),
  normalization: fc.option(stockConfig, { nil: undefined }),
  activation: fc.constantFrom('relu' as const, 'tanh' as const, 'linear' as const),
  hasShortcut: fc.boolean(),
});

const program = fc.record({
  shape: fc.constantFrom<number[][]>([3], [4, 3], [3, 2, 3]),
  blocks: fc.array(block, { minLength: 1, maxLength: 4 }),
  first: stockConfig,
  outputs: fc.integer({ min: 1, max: 2 }),
  optimizer: fc.constantFrom('sgd' as const, 'momentum' as const, 'adam' as const),
  batchSize: fc.integer({ min: 3, max: 8 }),
  seed: fc.integer({ min: 1, max: 1000 }),
});
type Program = typeof program extends fc.Arbitrary<infer T> ? T : never;

/** Examples such that no batch has a single one: there the two differ, on purpose. */
const EXAMPLES = 16;

const optimizers = {
  sgd: () => tf.train.sgd(0.003),
  momentum: () => tf.train.momentum(0.001, 0.8),
  // Its epsilon keeps it from making steps of the rounding of gradients that are 0, as those before batch norm may be.
  adam: () => tf.train.adam(0.002, 0.9, 0.999, 0.1),
};

/** A model of stock layers: convolutions or dense layers, shortcuts, one output or two. */
function stockModel({ shape, blocks, first, outputs }: Program): tf.LayersModel {
  const linear = (x: tf.SymbolicTensor) => {
    const layer =
      shape.length === 3
        ? tf.layers.conv2d({ filters: 3, kernelSize: 2, padding: 'same', useBias: false })
        : tf.layers.dense({ units: 3 });
    return layer.apply(x) as tf.SymbolicTensor;
  };
  const normalized = (x: tf.SymbolicTensor, config: Config) =>
    tf.layers.batchNormalization(config).apply(x) as tf.SymbolicTensor;
  const input = tf.input({ shape });
  const features = blocks.reduce(
    (x, { linear: isLinear, normalization, activation, hasShortcut }) => {
      let y = isLinear ? linear(x) : x;
      if (normalization) y = normalized(y, normalization);
      y = tf.layers.activation({ activation }).apply(y) as tf.SymbolicTensor;
      return hasShortcut ? (tf.layers.add().apply([x, y]) as tf.SymbolicTensor) : y;
    },
    normalized(input, first),
  );
  const flat = shape.length === 1 ? features : tf.layers.flatten().apply(features);
  const ends = Array.from(
    { length: outputs },
    () => tf.layers.dense({ units: 2 }).apply(flat) as tf.SymbolicTensor,
  );
  return tf.model({ inputs: input, outputs: ends });
}

/** The layers of a model, in its order, by class. */
const classesOf = (model: tf.LayersModel) => model.layers.map((layer) => layer.getClassName());

async function results(model: tf.LayersModel, { optimizer, batchSize, seed, shape, outputs }: Program) {
  const x = tf.randomNormal([EXAMPLES, ...shape], 1, 2, 'float32', seed);
  const targets = Array.from({ length: outputs }, (_, i) =>
    tf.randomNormal([EXAMPLES, 2], 0, 1, 'float32', seed + i + 1),
  );
  const y = outputs === 1 ? targets[0]! : targets;
  const values = (tensors: tf.Tensor | tf.Tensor[]) =>
    tf.tidy(() => [tensors].flat().flatMap((tensor) => Array.from(tensor.dataSync())));
  model.compile({ optimizer: optimizers[optimizer](), loss: 'meanSquaredError' });
  const before = values(model.predict(x));
  const { history } = await model.fit(x, y, { epochs: 2, batchSize, shuffle: false, verbose: 0 });
  const evaluated = values(model.evaluate(x, y, { batchSize }));
  const after = values(model.predict(x));
  const weights = model.getWeights().flatMap((weight) => Array.from(weight.dataSync()));
  const losses = (history.loss as number[]).slice();
  return { x, before, losses, evaluated, after, weights, valuesOf: values };
}

describe('a model of stock layers, and the same read with the layers of this package', () => {
  useBackendInTests('cpu');

  // A few here; the soak takes many.
  const numRuns = Math.ceil(fc.readConfigureGlobal().numRuns! / 5);

  test('agree in predict, fit, evaluate, and once saved and loaded', async () => {
    await fc.assert(
      fc.asyncProperty(
        program.filter(({ batchSize }) => EXAMPLES % batchSize !== 1),
        async (settings) => {
          const stock = stockModel(settings);
          const json = stock.toJSON(null, false) as tf.io.ModelJSON['modelTopology'];
          const ours = await tf.models.modelFromJSON({ modelTopology: json });
          expect(classesOf(ours)).toEqual(classesOf(stock));
          const norms = ours.layers.filter((layer) => layer.getClassName() === 'BatchNormalization');
          expect(norms.every((layer) => layer instanceof BatchNormalization)).toBe(true);
          ours.setWeights(stock.getWeights());

          const [wanted, found] = [await results(stock, settings), await results(ours, settings)];
          for (const name of ['before', 'losses', 'evaluated', 'after', 'weights'] as const) {
            expectClose(found[name], wanted[name], 2e-3);
          }
          const loaded = await modelOf(await artifactsOf(ours));
          expect(found.valuesOf(loaded.predict(found.x))).toEqual(found.after);
          for (const model of [stock, ours, loaded]) model.dispose();
        },
      ),
      { numRuns },
    );
  });
});
