import { NeuralNet } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';

const trainingBatches = 2000;
const { train, test } = await loadMnist();
const net = await NeuralNet.create({
  layerSizes: [784, 100, 100, 100, 10],
  seed: 1,
  batchNorm: true,
});
const batches = new BatchStream(train, { seed: 1 });
for await (const { step } of net.train(batches, {
  learningRate: 0.01,
  trainingBatches,
})) {
  progress(step, trainingBatches, 'Training');
}

for (const statistics of ['batch', 'population'] as const) {
  const guesses = Array.from({ length: 10 }, () => 0);
  let correct = 0;
  for (let i = 0; i < 200; i++) {
    // One image at a time: a batch of one.
    const logits = await net.predict(test.slice(i, i + 1), { statistics });
    const guess = logits.indexOf(Math.max(...logits));
    guesses[guess]! += 1;
    if (guess === test.labels[i]) correct += 1;
  }
  console.log(
    `With the statistics of the ${statistics}: ${correct} of 200 right.`,
  );
  display(
    guesses
      .map((times, digit) => ({ digit, 'times guessed': times }))
      .filter((row) => row['times guessed'] > 0),
  );
}
net.dispose();
