import { batchNormalization } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';

// Eight inputs that the stock layer of TensorFlow.js does not stand, and both layers on each of them.
type Layer = tf.layers.Layer;
const train = (layer: Layer, x: tf.Tensor) =>
  layer.apply(x, { training: true }) as tf.Tensor;
const rounded = (value: number) =>
  Number.isNaN(value) ? 'not a number' : String(Number(value.toFixed(2)));
const read = (tensor: tf.Tensor) =>
  Array.from(tensor.dataSync(), rounded).join(', ');
const movingMean = (layer: Layer) => read(layer.getWeights().at(-2)!);
const movingVariance = (layer: Layer) => read(layer.getWeights().at(-1)!);
const pair = tf.tensor2d([1, 3], [2, 1]);

type Make = (config: object) => Layer;
const cases: Record<string, [right: string, run: (make: Make) => string]> = {
  'two channels on axis 1: outputs': [
    '-1, 1, -1, 1',
    (make) =>
      read(
        train(make({ axis: 1 }), tf.tensor4d([1, 3, 10, 30], [1, 2, 1, 2])),
      ),
  ],
  'scale: false: outputs of 1 and 3': [
    '-1, 1',
    (make) => read(train(make({ scale: false }), pair)),
  ],
  'frozen, in training: outputs of 1 and 3': [
    '1, 3',
    (make) => read(train(make({ trainable: false }), pair)),
  ],
  'after a conv3d: the shape': [
    '2,2,2,2,3',
    (make) =>
      String((make({}).apply(tf.ones([2, 2, 2, 2, 3])) as tf.Tensor).shape),
  ],
  'after Masking: the mean of 1, 2, 3 and three paddings': [
    '2',
    (make) => {
      const layer = make({ momentum: 0 });
      const model = tf.sequential({
        layers: [tf.layers.masking({ inputShape: [3, 1] }), layer],
      });
      model.apply(tf.tensor3d([1, 2, 0, 3, 0, 0], [2, 3, 1]), {
        training: true,
      });
      return movingMean(layer);
    },
  ],
  '0 / 0 in one batch: the mean after the next': [
    'a number',
    (make) => {
      const layer = make({ momentum: 0.5 });
      for (const x of [pair, tf.tensor2d([NaN, 3], [2, 1]), pair])
        train(layer, x);
      return movingMean(layer);
    },
  ],
  'a batch of one: the variance after it': [
    '1',
    (make) => {
      const layer = make({ momentum: 0.5 });
      train(layer, tf.tensor2d([3], [1, 1]));
      return movingVariance(layer);
    },
  ],
  'momentum: 5': [
    'an error',
    (make) => `accepted: ${make({ momentum: 5 }).getClassName()}`,
  ],
};

const attempt = (run: (make: Make) => string, make: Make) => {
  try {
    return run(make);
  } catch (error) {
    return `throws ${(error as Error).name}`;
  }
};

display(
  Object.entries(cases).map(([what, [right, run]]) => ({
    what,
    right,
    'tf.layers': attempt(run, tf.layers.batchNormalization),
    '@bnlab/layers': attempt(run, batchNormalization),
  })),
);
