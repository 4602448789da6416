import * as tf from '@tensorflow/tfjs';
import { networks } from './networks.mjs';

/**
 * Programs that train with TensorFlow.js, each as a function of its batch norm layer that returns one step of training:
 * the networks of networks.mjs, and kinds of models that spend their steps elsewhere. Weights are drawn from seeds.
 */
export const programs = [
  ...networks.map(({ name, title, batch, build }) => ({
    name,
    title,
    start: (batchNormalization) => classifierStep(build(batchNormalization), batch),
  })),
  { name: 'autoencoder', title: 'autoencoder 784-256-64-256-784, batch 64, Adam', start: autoencoder },
  { name: 'GAN', title: 'GAN 64-256-784 against 784-256-1, batch 64, Adam', start: gan },
  { name: 'LSTM', title: 'LSTM of 64 units on 28 rows of 28, batch 32, Adam', start: recurrent },
];

let seed = 100;
const drawn = () => tf.initializers.glorotUniform({ seed: seed++ });
const recurrentDrawn = () => tf.initializers.orthogonal({ seed: seed++ });
const normal = (shape) => tf.randomNormal(shape, 0, 1, 'float32', seed++);

function oneHot(examples) {
  return tf.oneHot(
    Array.from({ length: examples }, (_, example) => example % 10),
    10,
  );
}

function classifierStep(model, batch) {
  const [x, y] = [normal(batch), oneHot(batch[0])];
  return () => model.trainOnBatch(x, y);
}

/** Dense layers of these units, each with batch norm and a relu, then one with an activation. */
function stack(batchNormalization, inputs, hidden, outputs, activation) {
  const model = tf.sequential();
  for (const [layer, units] of hidden.entries()) {
    const inputShape = layer === 0 ? { inputShape: [inputs] } : {};
    model.add(tf.layers.dense({ units, useBias: false, kernelInitializer: drawn(), ...inputShape }));
    model.add(batchNormalization());
    model.add(tf.layers.reLU());
  }
  model.add(tf.layers.dense({ units: outputs, activation, kernelInitializer: drawn() }));
  return model;
}

function autoencoder(batchNormalization) {
  const model = stack(batchNormalization, 784, [256, 64, 256], 784, 'sigmoid');
  model.compile({ optimizer: tf.train.adam(0.001), loss: 'meanSquaredError' });
  const x = tf.tidy(() => normal([64, 784]).sigmoid());
  return () => model.trainOnBatch(x, x);
}

/** A step of the discriminator on real and generated images, then one of the generator through it. */
function gan(batchNormalization) {
  const generator = stack(batchNormalization, 64, [256], 784, 'tanh');
  const discriminator = stack(batchNormalization, 784, [256], 1, 'sigmoid');
  const settings = () => ({ optimizer: tf.train.adam(0.0002, 0.5), loss: 'binaryCrossentropy' });
  discriminator.compile(settings());
  discriminator.trainable = false;
  const both = tf.sequential({ layers: [generator, discriminator] });
  both.compile(settings());
  discriminator.trainable = true;
  const [noise, real] = [normal([64, 64]), normal([64, 784])];
  const [yes, no] = [tf.ones([64, 1]), tf.zeros([64, 1])];
  return async () => {
    const generated = generator.predictOnBatch(noise);
    await discriminator.trainOnBatch(real, yes);
    await discriminator.trainOnBatch(generated, no);
    generated.dispose();
    await both.trainOnBatch(noise, yes);
  };
}

function recurrent(batchNormalization) {
  const model = tf.sequential();
  const initializers = { kernelInitializer: drawn(), recurrentInitializer: recurrentDrawn() };
  model.add(tf.layers.lstm({ units: 64, inputShape: [28, 28], ...initializers }));
  model.add(batchNormalization());
  model.add(tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer: drawn() }));
  model.compile({ optimizer: tf.train.adam(0.001), loss: 'categoricalCrossentropy' });
  return classifierStep(model, [32, 28, 28]);
}
