import { fullyConnectedNames, NeuralNet } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';
import '@tensorflow/tfjs-backend-wasm';

// One network, its layers written in three ways. Each trains for 60
// batches, from the same weights on the same batches.
const trainingBatches = 60;
const { train, validation } = await loadMnist();

const rows = [];
for (const fullyConnected of fullyConnectedNames) {
  const net = await NeuralNet.create({
    layerSizes: [784, 100, 100, 100, 10],
    seed: 1,
    engine: 'tfjs',
    backend: 'wasm',
    fullyConnected,
  });
  const batches = new BatchStream(train, { seed: 1 });
  for await (const { step } of net.train(batches, {
    learningRate: 0.1,
    trainingBatches,
  })) {
    progress(
      rows.length * trainingBatches + step,
      fullyConnectedNames.length * trainingBatches,
      fullyConnected,
    );
  }
  const { accuracy, loss } = await net.evaluate(validation);
  rows.push({
    spelling: fullyConnected,
    'validation loss': loss,
    'validation accuracy': accuracy,
  });
  net.dispose();
}
display(rows);
