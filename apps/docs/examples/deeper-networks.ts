import { NeuralNet } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';

// The same short training for networks of more and more hidden layers.
const depths = [2, 4, 6, 8, 10, 12];
const settings = { standardDeviation: 0.05, seed: 1 };
const options = { learningRate: 0.1, trainingBatches: 400 };
const { train, validation } = await loadMnist();

const rows = [];
let done = 0;
for (const depth of depths) {
  const row: Record<string, unknown> = { 'hidden layers': depth };
  for (const batchNorm of [false, true]) {
    const hidden = Array.from({ length: depth }, () => 50);
    const net = await NeuralNet.create({
      layerSizes: [784, ...hidden, 10],
      batchNorm,
      ...settings,
    });
    const batches = new BatchStream(train, { seed: settings.seed });
    const training = net.train(batches, options);
    while (!(await training.next()).done);
    const { accuracy } = await net.evaluate(validation);
    row[net.name] = `${(100 * accuracy).toFixed(1)} %`;
    net.dispose();
    progress(++done, 2 * depths.length, `${depth} hidden layers`);
  }
  rows.push(row);
}
display(rows);
