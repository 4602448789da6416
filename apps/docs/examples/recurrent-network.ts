import { batchNormLSTMCell } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';
import { accuracyPlot } from '@bnlab/viz';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

await tf.setBackend('wasm');

// The middle of each image, as a sequence of 10 pairs of rows.
const steps = 10;
const trainingBatches = 100;
const batchSize = 60;
const { train, validation } = await loadMnist();
function toSequences(pixels: Float32Array): tf.Tensor3D {
  return tf.tidy(() => {
    const images = tf.tensor3d(pixels, [pixels.length / 784, 28, 28]);
    const middle = images.slice([0, 4, 4], [-1, 20, 20]);
    return middle.reshape([-1, steps, 400 / steps]);
  });
}

function createModel(batchNorm: boolean): tf.Sequential {
  // Starting weights that are a good deal too large.
  const large = (seed: number) =>
    tf.initializers.randomNormal({ stddev: 1, seed });
  const config = {
    units: 32,
    recurrentActivation: 'sigmoid',
    unitForgetBias: true,
    kernelInitializer: large(1),
    recurrentInitializer: large(2),
  } as const;
  const cell = batchNorm
    ? batchNormLSTMCell({ ...config, maxSteps: steps, momentum: 0.9 })
    : tf.layers.lstmCell(config);
  const kernelInitializer = tf.initializers.glorotNormal({ seed: 3 });
  return tf.sequential({
    layers: [
      tf.layers.rnn({ cell, inputShape: [steps, 400 / steps] }),
      tf.layers.dense({
        units: 10,
        activation: 'softmax',
        kernelInitializer,
      }),
    ],
  });
}

function accuracyOf(model: tf.Sequential): number {
  const count = 300;
  return (
    tf.tidy(() => {
      const images = toSequences(validation.images(0, count));
      const guesses = (model.predict(images) as tf.Tensor)
        .argMax(1)
        .dataSync();
      return guesses.filter((guess, i) => guess === validation.labels[i])
        .length;
    }) / count
  );
}

const networks = [];
for (const batchNorm of [false, true]) {
  const name = `${batchNorm ? 'With' : 'Without'} Batch Norm`;
  const model = createModel(batchNorm);
  const loss = 'sparseCategoricalCrossentropy';
  model.compile({ optimizer: tf.train.adam(0.005), loss });
  const batches = new BatchStream(train, { seed: 1 });
  const measured: number[] = [];
  const validationAccuracy: number[] = [];
  for (let step = 0; step <= trainingBatches; step++) {
    progress(step, trainingBatches, name);
    if (step % 10 === 0) {
      measured.push(step);
      validationAccuracy.push(accuracyOf(model));
    }
    const { images, labels } = batches.nextBatch(batchSize);
    const [xs, ys] = [toSequences(images), tf.tensor1d(labels, 'float32')];
    await model.trainOnBatch(xs, ys);
    tf.dispose([xs, ys]);
  }
  networks.push({ name, batchNorm, steps: measured, validationAccuracy });
}
display(accuracyPlot([{ preset: 'sequences', seed: 1, networks }]));
console.log(
  networks
    .map(
      ({ name, validationAccuracy }) =>
        `${name}: ${(100 * validationAccuracy.at(-1)!).toFixed(1)} % of 300 validation images`,
    )
    .join('\n'),
);
