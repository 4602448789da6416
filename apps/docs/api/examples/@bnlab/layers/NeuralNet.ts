import { NeuralNet } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';

const { train, test } = await loadMnist();
const net = await NeuralNet.create({ layerSizes: [784, 50, 10], seed: 1, batchNorm: true });
const batches = new BatchStream(train, { seed: 1 });
for await (const { step, loss } of net.train(batches, { learningRate: 0.1, trainingBatches: 200 })) {
  if (step === 200) console.log(loss! < 1); // true
}
const { accuracy } = await net.evaluate(test);
console.log(accuracy > 0.85); // true
net.dispose();
