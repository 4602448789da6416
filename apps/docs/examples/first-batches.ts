import { NeuralNet } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';

const momentum = 0.99;
const { train, validation } = await loadMnist();
const images = validation.slice(0, 1000);
const net = await NeuralNet.create({
  layerSizes: [784, 100, 100, 100, 10],
  seed: 1,
  momentum,
});
const batches = new BatchStream(train, { seed: 1 });

const rows = [];
let trained = 0;
for (const until of [10, 25, 50, 100, 300]) {
  const options = { learningRate: 0.1, trainingBatches: until - trained };
  const training = net.train(batches, options);
  while (!(await training.next()).done);
  trained = until;
  const batch = await net.evaluate(images, { statistics: 'batch' });
  const population = await net.evaluate(images);
  rows.push({
    batches: trained,
    'still the starting values': percent(momentum ** trained),
    'accuracy, batch statistics': percent(batch.accuracy),
    'accuracy, averages': percent(population.accuracy),
  });
}
display(rows);
net.dispose();

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
