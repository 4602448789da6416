import { registerFusedKernels } from '@bnlab/kernels/tfjs';
import { batchNormalization } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';
import { accuracyPlot } from '@bnlab/viz';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

await tf.setBackend('wasm');
await registerFusedKernels();

const trainingBatches = 80;
const batchSize = 16;
const { train, validation } = await loadMnist();
const toImages = (pixels: Float32Array) =>
  tf.tensor4d(pixels, [pixels.length / 784, 28, 28, 1]);

function createModel(batchNorm: boolean): tf.Sequential {
  const model = tf.sequential();
  model.add(tf.layers.inputLayer({ inputShape: [28, 28, 1] }));
  // Strides of 2 halve the maps: 28, 14, 7, 4.
  for (const [layer, filters] of [8, 12, 16, 24].entries()) {
    model.add(
      tf.layers.conv2d({
        filters,
        kernelSize: 3,
        strides: layer === 0 ? 1 : 2,
        padding: 'same',
        useBias: !batchNorm,
        kernelInitializer: tf.initializers.glorotNormal({ seed: layer + 1 }),
      }),
    );
    // One mean and variance for each feature map: the last axis.
    if (batchNorm) model.add(batchNormalization({ axis: -1, momentum: 0.9 }));
    model.add(tf.layers.reLU());
  }
  model.add(tf.layers.flatten());
  const kernelInitializer = tf.initializers.glorotNormal({ seed: 9 });
  model.add(
    tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer }),
  );
  return model;
}

function accuracyOf(model: tf.Sequential): number {
  const count = 300;
  return (
    tf.tidy(() => {
      const images = toImages(validation.images(0, count));
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
  model.compile({ optimizer: tf.train.sgd(0.1), loss });
  const batches = new BatchStream(train, { seed: 1 });
  const steps: number[] = [];
  const validationAccuracy: number[] = [];
  for (let step = 0; step <= trainingBatches; step++) {
    progress(step, trainingBatches, name);
    if (step % 8 === 0) {
      steps.push(step);
      validationAccuracy.push(accuracyOf(model));
    }
    const { images, labels } = batches.nextBatch(batchSize);
    const [xs, ys] = [toImages(images), tf.tensor1d(labels, 'float32')];
    await model.trainOnBatch(xs, ys);
    tf.dispose([xs, ys]);
  }
  networks.push({ name, batchNorm, steps, validationAccuracy });
}
display(accuracyPlot([{ preset: 'convolutions', seed: 1, networks }]));
console.log(
  networks
    .map(
      ({ name, validationAccuracy }) =>
        `${name}: ${(100 * validationAccuracy.at(-1)!).toFixed(1)} % of 300 validation images`,
    )
    .join('\n'),
);
