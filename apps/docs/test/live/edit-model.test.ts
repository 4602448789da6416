import { beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { EditedModel } from '../../live/edit-model';
import { sampleModels, type SampleModel } from '../../live/sample-models';

beforeAll(() => tf.setBackend('cpu'));

describe.each(Object.keys(sampleModels) as SampleModel[])('the sample model %s', (name) => {
  test('keeps its outputs when it is converted and folded, and loses its batch norm layers', async () => {
    const tensors = tf.memory().numTensors;
    const model = new EditedModel(sampleModels[name]());
    const first = await model.view();
    expect(first.layers.filter(({ norm }) => norm === 'stock')).toHaveLength(2);
    expect(first.difference).toBe(0);

    await model.use('convert');
    const converted = await model.view();
    expect(converted.layers.filter(({ norm }) => norm === 'bnlab')).toHaveLength(2);
    expect(converted.parameters).toBe(first.parameters);
    expect(converted.difference).toBeLessThan(1e-5);

    await model.use('fold');
    const folded = await model.view();
    expect(folded.layers).toHaveLength(first.layers.length - 2);
    expect(folded.layers.some(({ norm }) => norm)).toBe(false);
    expect(folded.parameters).toBeLessThan(first.parameters);
    expect(folded.kept).toEqual([]);
    expect(folded.difference).toBeGreaterThan(0);
    expect(folded.difference).toBeLessThan(1e-5);
    model.dispose();
    expect(tf.memory().numTensors).toBe(tensors);
  });

  test('has one batch norm whose averages nobody updated, which the summary finds', async () => {
    const model = new EditedModel(sampleModels[name]());
    const { layers } = await model.view();
    const found = layers.filter(({ warnings }) => warnings.length > 0);
    expect(found.map(({ name: layer }) => layer)).toEqual(['norm_2']);
    expect(found[0]!.warnings[0]).toContain('mean 0 and variance 1');
    model.dispose();
  });
});

test('says why a batch norm stays', async () => {
  const model = new EditedModel(
    tf.sequential({
      layers: [
        tf.layers.dense({ units: 3, inputShape: [2], activation: 'relu', name: 'first' }),
        tf.layers.batchNormalization({ name: 'norm' }),
      ],
    }),
  );
  await model.use('fold');
  const { kept, layers } = await model.view();
  expect(kept).toHaveLength(1);
  expect(kept[0]).toMatch(/^norm: .*activation/);
  expect(layers).toHaveLength(2);
  model.dispose();
});

test('refuses a model whose inputs have no fixed shape', () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [null, 2] })] });
  expect(() => new EditedModel(model)).toThrow('has no fixed shape');
});
