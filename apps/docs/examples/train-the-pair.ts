import { NeuralNet, normalWeights } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';
import { accuracyPlot } from '@bnlab/viz';

const seed = 1;
const trainingBatches = 2000;
const { train, validation, test } = await loadMnist();

// Both networks start from the same weights, so that luck in drawing them
// favours neither.
const initialWeights = normalWeights([784, 100, 100, 100, 10], {
  seed,
  standardDeviation: 0.05,
});

const networks = [];
for (const batchNorm of [false, true]) {
  const net = await NeuralNet.create({
    initialWeights,
    activation: 'relu',
    batchNorm,
  });
  const curve = {
    name: net.name,
    batchNorm,
    steps: [] as number[],
    validationAccuracy: [] as number[],
  };

  // And both see the same batches in the same order.
  const batches = new BatchStream(train, { seed });
  const options = {
    learningRate: 0.01,
    trainingBatches,
    batchesPerSample: 50,
    validation,
  };
  for await (const { step, validationAccuracy } of net.train(
    batches,
    options,
  )) {
    progress(step, trainingBatches, net.name);
    if (validationAccuracy === undefined) continue;
    curve.steps.push(step);
    curve.validationAccuracy.push(validationAccuracy);
  }

  const { accuracy } = await net.evaluate(test);
  console.log(
    `${net.name}: ${(100 * accuracy).toFixed(1)} % of the test images`,
  );
  networks.push(curve);
  net.dispose();
}

display(accuracyPlot([{ preset: 'relu-lr0.01', seed, networks }]));
