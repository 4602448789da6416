import { NeuralNet } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';

// The same networks, normalized before or after their activations.
const options = { learningRate: 0.1, trainingBatches: 300 };
const { train, validation } = await loadMnist();

const rows = [];
for (const activation of ['relu', 'tanh', 'sigmoid'] as const) {
  const row: Record<string, unknown> = { activation };
  for (const placement of [
    'before-activation',
    'after-activation',
  ] as const) {
    const net = await NeuralNet.create({
      layerSizes: [784, 50, 50, 50, 10],
      seed: 1,
      activation,
      placement,
    });
    const training = net.train(new BatchStream(train, { seed: 1 }), options);
    while (!(await training.next()).done);
    const { accuracy } = await net.evaluate(validation);
    row[placement] = `${(100 * accuracy).toFixed(1)} %`;
    net.dispose();
  }
  rows.push(row);
  progress(rows.length, 3, activation);
}
display(rows);
