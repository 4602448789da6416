import { registerFusedKernels } from '@bnlab/kernels/tfjs';
import { batchNormalization, groupNormalization } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

await tf.setBackend('wasm');
await registerFusedKernels();

// Batches of two images. What normalizes decides how well that goes.
const batchSize = 2;
const trainingBatches = 400;
const renorm = { rMax: 3, dMax: 5, warmup: 20, rMaxStep: 160, dMaxStep: 100 };
const normalizations: Record<string, () => tf.layers.Layer[]> = {
  none: () => [],
  batch: () => [batchNormalization()],
  'batch renormalization': () => [batchNormalization({ renorm })],
  'groups of 25 units': () => [groupNormalization({ groups: 4 })],
};

const { train, validation } = await loadMnist();
const count = 1000;
const rows = [];
for (const [name, normalization] of Object.entries(normalizations)) {
  const model = tf.sequential();
  model.add(tf.layers.inputLayer({ inputShape: [784] }));
  for (const seed of [1, 2, 3]) {
    model.add(dense(100, seed));
    for (const layer of normalization()) model.add(layer);
    model.add(tf.layers.reLU());
  }
  model.add(dense(10, 4));
  model.add(tf.layers.softmax());
  const loss = 'sparseCategoricalCrossentropy';
  model.compile({ optimizer: tf.train.sgd(0.02), loss });

  const batches = new BatchStream(train, { seed: 1 });
  for (let step = 1; step <= trainingBatches; step++) {
    const { images, labels } = batches.nextBatch(batchSize);
    const xs = tf.tensor2d(images, [batchSize, 784]);
    const ys = tf.tensor1d(labels, 'float32');
    await model.trainOnBatch(xs, ys);
    tf.dispose([xs, ys]);
    progress(step, trainingBatches, name);
  }
  const images = tf.tensor2d(validation.images(0, count), [count, 784]);
  const guesses = (model.predict(images) as tf.Tensor).argMax(1).dataSync();
  const right = guesses.filter((guess, i) => guess === validation.labels[i]);
  rows.push({
    normalization: name,
    'right of 1,000': right.length,
  });
}
display(rows);

function dense(units: number, seed: number): tf.layers.Layer {
  const kernelInitializer = tf.initializers.glorotNormal({ seed });
  return tf.layers.dense({ units, kernelInitializer });
}
