import { NeuralNet, normalWeights } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';
import { accuracyPlot } from '@bnlab/viz';

const settings = {
  activation: 'relu',
  learningRate: 0.01,
  standardDeviation: 0.05,
  trainingBatches: 2000,
  batchesPerSample: 50,
  seed: 1,
} as const;

const { seed, activation, standardDeviation, ...training } = settings;
const { train, validation, test } = await loadMnist();
const initialWeights = normalWeights([784, 100, 100, 100, 10], {
  seed,
  standardDeviation,
});

const networks = [];
for (const batchNorm of [false, true]) {
  const net = await NeuralNet.create({
    initialWeights,
    activation,
    batchNorm,
  });
  const curve = {
    name: net.name,
    batchNorm,
    steps: [] as number[],
    validationAccuracy: [] as number[],
  };
  const batches = new BatchStream(train, { seed });
  for await (const { step, validationAccuracy } of net.train(batches, {
    ...training,
    validation,
  })) {
    progress(step, training.trainingBatches, net.name);
    if (validationAccuracy === undefined) continue;
    curve.steps.push(step);
    curve.validationAccuracy.push(validationAccuracy);
  }
  const { accuracy } = await net.evaluate(test);
  console.log(
    `${net.name}: ${(100 * accuracy).toFixed(2)} % of the test images`,
  );
  networks.push(curve);
  net.dispose();
}

display(accuracyPlot([{ preset: 'here', seed, networks }]));
