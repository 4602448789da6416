import * as tf from '@tensorflow/tfjs';
import { batchNormalization, NeuralNet } from '@bnlab/layers';

/** Two clusters in the plane, told apart by x + y. */
const count = 128;
const inputs = Float32Array.from({ length: 2 * count }, (_, i) => Math.sin(i * i));
const labels = Uint8Array.from({ length: count }, (_, i) => Number(inputs[2 * i] + inputs[2 * i + 1] > 0));

/**
 * What a program does with the package: trains, saves, loads and predicts, with the layer in a model of TensorFlow.js and
 * with NeuralNet, on this thread and in a worker, compiled and with the operations of TensorFlow.js.
 *
 * @param {(name: string) => string | import('@tensorflow/tfjs').io.IOHandler} place Where to save something of that name.
 */
export async function train(place) {
  const saved = typeof place('') === 'string' ? place('').replace(/(?<=:\/\/).*/, '') : 'fileSystem()';
  return {
    saved,
    layer: await trainLayer(place('layer')),
    network: await trainNetwork(place('network'), { trainingBatches: 100, inWorker: true }),
    operations: await trainNetwork(place('operations'), { trainingBatches: 20, engine: 'tfjs' }),
  };
}

const seeded = (seed) => tf.initializers.glorotNormal({ seed });

async function trainLayer(place) {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 16, inputShape: [2], useBias: false, kernelInitializer: seeded(1) }),
      batchNormalization({ momentum: 0.9 }),
      tf.layers.activation({ activation: 'relu' }),
      tf.layers.dense({ units: 2, activation: 'softmax', kernelInitializer: seeded(2) }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'sparseCategoricalCrossentropy' });
  const x = tf.tensor2d(inputs, [count, 2]);
  const options = { epochs: 12, shuffle: false, verbose: 0 };
  const { history } = await model.fit(x, tf.tensor1d(Float32Array.from(labels)), options);
  await model.save(place);
  const loaded = await tf.loadLayersModel(place);
  return {
    className: loaded.layers[1].getClassName(),
    isOurs: loaded.layers[1] instanceof batchNormalization().constructor,
    losses: [history.loss[0], history.loss.at(-1)],
    difference: tf.max(tf.abs(tf.sub(model.predict(x), loaded.predict(x)))).dataSync()[0],
  };
}

async function trainNetwork(place, { trainingBatches, engine, inWorker = false }) {
  const examples = { count, inputSize: 2, inputs, labels };
  const stream = {
    examples,
    nextIndices: (size) => Uint32Array.from({ length: size }, (_, i) => (i * 7) % count),
  };
  const elsewhere = engine && { engine, backend: tf.getBackend() };
  const net = await NeuralNet.create({ layerSizes: [2, 16, 2], seed: 1, ...elsewhere });
  const before = await net.evaluate(examples);
  const options = { learningRate: 0.1, trainingBatches };
  const steps = [await lastStep(net.train(stream, options))];
  let refusal;
  try {
    if (inWorker) steps.push(await lastStep(net.trainInWorker(stream, options)));
  } catch ({ message }) {
    refusal = message;
  }
  await net.save(place);
  const restored = await NeuralNet.restore(place, elsewhere);
  const [here, there] = [await net.predict(inputs), await restored.predict(inputs)];
  return {
    engine: net.engine,
    steps,
    losses: [before.loss, (await net.evaluate(examples)).loss],
    difference: Math.max(...here.map((logit, i) => Math.abs(logit - there[i]))),
    ...(refusal !== undefined && { refusal }),
  };
}

async function lastStep(training) {
  let last;
  for await (const { step } of training) last = step;
  return last;
}
