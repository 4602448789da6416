import { describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { BatchNormalization, batchNormalization, convertToBnlab } from '../../src';
import { layersByPath, weightsByPath } from '../../src/tools/layer-paths';
import { describeOnBackends, useBackendInTests } from '../helpers/backends';
import { expectClose } from '../helpers/expect-close';
import { artifactsOf, modelOf } from '../helpers/memory-model';
import { predictAll } from '../helpers/predict-all';
import { setTrainedWeights } from '../helpers/set-weights';

const { batchNormalization: stock, conv2d, dense, flatten } = tf.layers;
const StockClass = stock({ name: 'stock' }).constructor as typeof BatchNormalization;

/** One layer of each kind that batch norm may be in or next to. */
const models: Record<string, () => tf.LayersModel> = {
  sequential: () =>
    tf.sequential({
      layers: [
        conv2d({ filters: 3, kernelSize: 2, inputShape: [4, 4, 2] }),
        stock({ momentum: 0.8, epsilon: 0.01, gammaConstraint: tf.constraints.maxNorm({ maxValue: 0.1 }) }),
        flatten(),
        dense({ units: 2 }),
        stock({ name: 'last' }),
      ],
    }),
  'functional, with branches': () => {
    const input = tf.input({ shape: [5] });
    const a = stock({ name: 'a' }).apply(dense({ units: 3 }).apply(input));
    const b = stock({ name: 'b' }).apply(dense({ units: 3 }).apply(input));
    const sum = tf.layers.add().apply([a, b] as tf.SymbolicTensor[]) as tf.SymbolicTensor;
    return tf.model({ inputs: input, outputs: [sum, a as tf.SymbolicTensor] });
  },
  'with a layer called twice': () => {
    const inputs = [tf.input({ shape: [3] }), tf.input({ shape: [3] })];
    const [project, norm] = [dense({ units: 3 }), stock()];
    const outputs = inputs.map((input) => norm.apply(project.apply(input)) as tf.SymbolicTensor);
    return tf.model({ inputs, outputs: tf.layers.concatenate().apply(outputs) as tf.SymbolicTensor });
  },
  'with models in it that have the same names': () => {
    const block = (name: string) =>
      tf.sequential({
        name,
        layers: [dense({ units: 3, inputShape: [3], name: 'dense' }), stock({ name: 'norm' })],
      });
    const ends = [tf.input({ shape: [3] }), tf.input({ shape: [3] })] as const;
    const inner = tf.model({ inputs: ends[0], outputs: block('deep').apply(ends[0]) as tf.SymbolicTensor });
    const layers = [block('first'), inner, block('second'), stock({ name: 'norm' })];
    const output = layers.reduce<unknown>((x, layer) => layer.apply(x as tf.SymbolicTensor), ends[1]);
    return tf.model({ inputs: ends[1], outputs: output as tf.SymbolicTensor });
  },
  'with wrappers and recurrent layers': () =>
    tf.sequential({
      layers: [
        tf.layers.timeDistributed({ layer: dense({ units: 4 }), inputShape: [3, 2] }),
        tf.layers.timeDistributed({ layer: stock() }),
        tf.layers.bidirectional({
          layer: tf.layers.gru({ units: 2, returnSequences: true }),
          mergeMode: 'concat',
        }),
        stock(),
        tf.layers.timeDistributed({
          layer: tf.sequential({ layers: [dense({ units: 2, inputShape: [4] }), stock()] }),
        }),
        tf.layers.lstm({ units: 3 }),
        stock(),
      ],
    }),
};

function classesOf(model: tf.LayersModel) {
  return [...layersByPath(model).values()].filter((layer) => layer.getClassName() === 'BatchNormalization');
}

describeOnBackends('convertToBnlab', () => {
  test.each(Object.entries(models))(
    '%s: other layers, the same names, weights and predictions',
    async (_, make) => {
      const model = make();
      setTrainedWeights(model);
      const converted = await convertToBnlab(model);
      expect(classesOf(converted)).toHaveLength(classesOf(model).length);
      for (const layer of classesOf(converted)) expect(layer).toBeInstanceOf(BatchNormalization);
      for (const layer of classesOf(model)) expect(layer).toBeInstanceOf(StockClass);
      expect([...layersByPath(converted).keys()].sort()).toEqual([...layersByPath(model).keys()].sort());
      expect(converted.outputNames).toEqual(model.outputNames);
      const weights = weightsByPath(model);
      for (const [path, weight] of weightsByPath(converted)) {
        expect(weight.read().arraySync()).toEqual(weights.get(path)!.read().arraySync());
      }
      expectClose(predictAll(converted), predictAll(model), 1e-5);
    },
  );

  // A file tells weights apart by the names of their layers alone.
  const savable = Object.entries(models).filter(([name]) => !name.endsWith('same names'));
  test.each(savable)('%s: a model saved by the stock package loads with these layers', async (_, make) => {
    const model = make();
    setTrainedWeights(model);
    const loaded = await modelOf(await artifactsOf(model));
    for (const layer of classesOf(loaded)) expect(layer).toBeInstanceOf(BatchNormalization);
    expectClose(predictAll(loaded), predictAll(model), 1e-5);
  });
});

describe('a converted model', () => {
  useBackendInTests('cpu');

  test('has the trainable flags of the old one: of layers, of models in it and of single weights', async () => {
    const model = models['with models in it that have the same names']!();
    (model.getLayer('first') as tf.LayersModel).trainable = false;
    (model.getLayer('second') as tf.Sequential).layers[0]!.trainable = false;
    model.getLayer('norm').weights[1]!.trainable = false;
    const converted = await convertToBnlab(model);
    const flags = (of: tf.LayersModel) =>
      [...weightsByPath(of)].map(([path, weight]) => [path, weight.trainable]).sort();
    expect(flags(converted)).toEqual(flags(model));
    expect(converted.trainableWeights.length).toBe(model.trainableWeights.length);
    expect((converted.getLayer('first') as tf.LayersModel).trainable).toBe(false);
    model.trainable = false;
    expect((await convertToBnlab(model)).trainableWeights).toEqual([]);
  });

  test('keeps weights that no constraint has met yet', async () => {
    const norm = stock({
      inputShape: [2],
      betaInitializer: 'ones',
      betaConstraint: tf.constraints.maxNorm({ maxValue: 0.5 }),
    });
    const converted = await convertToBnlab(tf.sequential({ layers: [norm] }));
    expect(converted.getWeights()[1]!.arraySync()).toEqual([1, 1]);
  });

  test('keeps what this package’s layers have beside the stock ones', async () => {
    const reduceMoments = <T>(moments: T) => moments;
    const model = tf.sequential({
      layers: [batchNormalization({ inputShape: [2], bessel: true, reduceMoments }), stock()],
    });
    const [first] = (await convertToBnlab(model)).layers as BatchNormalization[];
    expect(first!.getConfig().bessel).toBe(true);
    expect(first!.reduceMoments).toBe(reduceMoments);
  });

  test('learns where the stock one could not, apart from the old one', async () => {
    const model = tf.sequential({
      layers: [
        dense({ units: 3, inputShape: [2] }),
        stock({ scale: false, center: false }),
        dense({ units: 1 }),
      ],
    });
    setTrainedWeights(model);
    const before = model.getWeights().map((weight) => weight.arraySync());
    const converted = await convertToBnlab(model);
    converted.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    await converted.fit(tf.randomNormal([8, 2]), tf.randomNormal([8, 1]), { verbose: 0 });
    expect(converted.getWeights()[0]!.arraySync()).not.toEqual(before[0]);
    converted.dispose();
    expect(model.getWeights().map((weight) => weight.arraySync())).toEqual(before);
  });

  test('leaves nothing behind but itself', async () => {
    const model = models['with wrappers and recurrent layers']!();
    const before = tf.memory().numTensors;
    const converted = await convertToBnlab(model);
    expect(tf.memory().numTensors - before).toBe(converted.weights.length);
  });
});

describe('what cannot be converted', () => {
  useBackendInTests('cpu');

  test('no layers model, and one that is not built', async () => {
    const named = (model: unknown) => convertToBnlab(model as tf.LayersModel);
    await expect(named({})).rejects.toThrow('convertToBnlab: model must be a tf.LayersModel');
    await expect(named(tf.sequential())).rejects.toThrow('convertToBnlab: model must be built');
  });

  test('a layer both in a model and in one nested in it', async () => {
    const [input, shared] = [tf.input({ shape: [2] }), dense({ units: 2, name: 'shared' })];
    const inner = tf.model({
      inputs: input,
      outputs: shared.apply(input) as tf.SymbolicTensor,
      name: 'inner',
    });
    const output = inner.apply(shared.apply(input)) as tf.SymbolicTensor;
    await expect(convertToBnlab(tf.model({ inputs: input, outputs: output }))).rejects.toThrow(
      'got one at "shared" and "inner > shared"',
    );
  });
});
