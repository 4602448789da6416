import { NeuralNet } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';

const { train, validation } = await loadMnist();
const images = validation.slice(0, 1000);
const faint = {
  count: images.count,
  inputSize: 784,
  inputs: images.images(0, images.count).map((pixel) => 0.3 * pixel),
  labels: images.labels,
};

const rows = [
  await measure('healthy: 400 batches', 400, images),
  await measure('averages too young: 40 batches', 40, images),
  await measure('paler images than in training', 400, faint),
];
display(rows);

async function measure(
  name: string,
  trainingBatches: number,
  data: Parameters<NeuralNet['evaluate']>[0],
) {
  const net = await NeuralNet.create({
    layerSizes: [784, 100, 100, 10],
    seed: 1,
  });
  const options = { learningRate: 0.1, trainingBatches };
  const training = net.train(new BatchStream(train, { seed: 1 }), options);
  while (!(await training.next()).done);
  const batch = await net.evaluate(data, { statistics: 'batch' });
  const population = await net.evaluate(data);
  net.dispose();
  return {
    network: name,
    'with the statistics of these images': percent(batch.accuracy),
    'with the averages from training': percent(population.accuracy),
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
