import { NeuralNet } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';
import { accuracyPlot } from '@bnlab/viz';

// One network, its validation accuracy measured every five batches, with
// averages of the last batch alone and of many batches.
const { train, validation } = await loadMnist();
const images = validation.slice(0, 1000);

const networks = [];
for (const momentum of [0, 0.95]) {
  const net = await NeuralNet.create({
    layerSizes: [784, 50, 50, 10],
    seed: 1,
    momentum,
  });
  const steps: number[] = [];
  const validationAccuracy: number[] = [];
  const batches = new BatchStream(train, { seed: 1 });
  for await (const { step, validationAccuracy: accuracy } of net.train(
    batches,
    {
      learningRate: 0.5,
      batchSize: 20,
      trainingBatches: 300,
      batchesPerSample: 5,
      validation: images,
    },
  )) {
    if (accuracy === undefined) continue;
    steps.push(step);
    validationAccuracy.push(accuracy);
  }
  net.dispose();
  const late = validationAccuracy.slice(30);
  const falls = late.slice(1).map((value, i) => late[i]! - value);
  console.log(
    `momentum ${momentum}: the largest fall from one measurement to the next`,
    `after batch 150 is ${(100 * Math.max(...falls)).toFixed(1)} points`,
  );
  const name = `momentum ${momentum}`;
  const batchNorm = momentum > 0;
  networks.push({ name, batchNorm, steps, validationAccuracy });
}
display(accuracyPlot([{ preset: 'here', seed: 1, networks }]));
