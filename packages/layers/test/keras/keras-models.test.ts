import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { fileSystem } from '../../src';
import { artifactsOf, modelOf } from '../helpers/memory-model';

interface Values {
  shape: number[];
  values: number[];
}

/** A model that Keras saved, and what Keras made of it; see the README of the fixtures. */
interface Expected {
  inputs: Values[];
  outputs: Values[];
  tolerance: number;
  training?: {
    targets: Values[];
    losses: number[];
    outputsAfter: Values[];
    weightsAfter: Record<string, Record<string, Values>>;
  };
}

const directory = `${__dirname}/../fixtures/keras`;
const load = async (name: string) => {
  const expected = JSON.parse(readFileSync(`${directory}/${name}/expected.json`, 'utf8')) as Expected;
  const tensors = (list: Values[]) => list.map(({ values, shape }) => tf.tensor(values, shape));
  const inputs = tensors(expected.inputs);
  const model = await tf.loadLayersModel(fileSystem(`${directory}/${name}`));
  const targets = tensors(expected.training?.targets ?? []);
  return {
    expected,
    model,
    x: inputs.length === 1 ? inputs[0]! : inputs,
    y: targets.length === 1 ? targets[0]! : targets,
  };
};

/** Relative to each value, or to a tenth of the largest. */
function expectNear(found: ArrayLike<number>, wanted: readonly number[], tolerance: number): void {
  const largest = Math.max(...wanted.map(Math.abs));
  wanted.forEach((value, i) => {
    const error = Math.abs(found[i]! - value) / Math.max(Math.abs(value), largest / 10, 1e-6);
    expect(error).toBeLessThanOrEqual(tolerance);
  });
}

function expectOutputs(
  model: tf.LayersModel,
  x: tf.Tensor | tf.Tensor[],
  outputs: Values[],
  tolerance: number,
) {
  const found = [model.predict(x)].flat();
  outputs.forEach(({ values }, i) => expectNear(found[i]!.dataSync(), values, tolerance));
}

/** The layers of a model, and of those nested in it, by their paths. */
function layersOf(model: tf.LayersModel, path = ''): Map<string, tf.layers.Layer> {
  return new Map(
    model.layers.flatMap((layer): [string, tf.layers.Layer][] =>
      'layers' in layer
        ? [...layersOf(layer as tf.LayersModel, `${path}${layer.name}/`)]
        : [[path + layer.name, layer]],
    ),
  );
}

describe('models that Keras saved', () => {
  beforeAll(() => tf.setBackend('cpu'));

  test.each([
    'dtype-float64',
    'epsilon-0',
    'shared-training-mixed',
    'keras3-call-training-true',
    'base-called-training-false',
    'constraint-on-load',
    'constraint-in-training',
    'fused-variance',
    'keras3-h5-functional',
    'keras3-zip-nested',
    'separable-save',
  ])('%s: predicts as in Keras, saved and loaded again too', async (name) => {
    const { model, x, expected } = await load(name);
    expectOutputs(model, x, expected.outputs, expected.tolerance);
    const again = await modelOf(await artifactsOf(model));
    expectOutputs(again, x, expected.outputs, expected.tolerance);
  });

  test.each([
    'dtype-float64',
    'epsilon-0',
    'shared-training-mixed',
    'keras3-call-training-true',
    'base-called-training-false',
    'constraint-in-training',
    'fused-variance',
  ])('%s: trains on as in Keras, also once TensorFlow.js has saved it', async (name) => {
    for (const isSavedAgain of [false, true]) {
      const { model: loaded, x, y, expected } = await load(name);
      const model = isSavedAgain ? await modelOf(await artifactsOf(loaded)) : loaded;
      const { losses, outputsAfter, weightsAfter } = expected.training!;
      model.compile({ optimizer: tf.train.sgd(0.05), loss: 'meanSquaredError' });
      const seen: number[] = [];
      while (seen.length < losses.length) seen.push([await model.trainOnBatch(x, y)].flat()[0]!);
      expectNear(seen, losses, 5e-5);
      const layers = layersOf(model);
      for (const [path, weights] of Object.entries(weightsAfter)) {
        for (const [weightName, { values }] of Object.entries(weights)) {
          const weight = layers
            .get(path)!
            .weights.find(({ originalName }) => originalName.endsWith(`/${weightName}`));
          expectNear(weight!.read().dataSync(), values, 5e-5);
        }
      }
      expectOutputs(model, x, outputsAfter, 5e-5);
    }
  });
});
