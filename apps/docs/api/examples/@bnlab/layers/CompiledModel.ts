import { compileTraining } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';

const model = tf.sequential({
  layers: [tf.layers.dense({ units: 2, inputShape: [3] }), tf.layers.softmax()],
});
model.compile({ optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy' });
const compiled = await compileTraining(model);
const examples = {
  count: 2,
  inputSize: 3,
  inputs: Float32Array.of(1, 0, 0, 0, 0, 1),
  labels: Uint8Array.of(0, 1),
};
console.log((await compiled.evaluate(examples)).loss > 0); // true
