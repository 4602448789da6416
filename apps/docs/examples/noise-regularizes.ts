import { NeuralNet } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';

// Only 1,000 images to learn from, so that there is something to overfit.
// Every network sees the same batches of 250. They differ in how many
// images of a batch are normalized together: the fewer, the more noise.
const trainingBatches = 600;
const seed = 1;
const { train, test } = await loadMnist();
const few = train.slice(0, 1000);

const rows = [];
for (const together of [250, 50, 10]) {
  const net = await NeuralNet.create({
    layerSizes: [784, 100, 100, 100, 10],
    seed,
    batchNorm: true,
    ghostBatchSize: together,
  });
  const batches = new BatchStream(few, { seed });
  for await (const { step } of net.train(batches, {
    learningRate: 0.1,
    batchSize: 250,
    trainingBatches,
  })) {
    progress(
      rows.length * trainingBatches + step,
      3 * trainingBatches,
      `${together} normalized together`,
    );
  }
  rows.push({
    'normalized together': together,
    'of the 1,000 images learned, right': await share(few),
    'of the 10,000 test images, right': await share(test),
  });

  async function share(images: typeof test): Promise<string> {
    const { accuracy } = await net.evaluate(images);
    return `${(100 * accuracy).toFixed(2)} %`;
  }
}
display(rows);
