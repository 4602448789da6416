import { NeuralNet } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';

// As many images for every network: smaller batches, more steps.
const images = 6_000;
const { train, validation } = await loadMnist();

const rows = [];
for (const batchSize of [2, 4, 10, 60]) {
  const row: Record<string, unknown> = { 'batch size': batchSize };
  for (const batchNorm of [false, true]) {
    const net = await NeuralNet.create({
      layerSizes: [784, 50, 50, 10],
      seed: 1,
      batchNorm,
    });
    const training = net.train(new BatchStream(train, { seed: 1 }), {
      learningRate: 0.05,
      batchSize,
      trainingBatches: images / batchSize,
    });
    while (!(await training.next()).done);
    const { accuracy } = await net.evaluate(validation);
    row[net.name] = `${(100 * accuracy).toFixed(1)} %`;
    net.dispose();
  }
  rows.push(row);
  progress(rows.length, 4, `batches of ${batchSize}`);
}
display(rows);
