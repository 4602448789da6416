import { NeuralNet, normalWeights } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';
import { deadUnits, drawChart, gammaBeta } from '@bnlab/viz';

const layerSizes = [784, 100, 100, 100, 10];
const trainingBatches = 10;
const { train } = await loadMnist();

// Weights a hundred times too large, as at the top of this page.
const initialWeights = normalWeights(layerSizes, {
  seed: 1,
  standardDeviation: 5,
});
// The same 500 images are looked at before each step.
const seen = Uint32Array.from({ length: 500 }, (_, index) => index);

const dead = [];
const parameters = [];
for (const learningRate of [0.1, 2]) {
  const net = await NeuralNet.create({ initialWeights, batchNorm: true });
  const batches = new BatchStream(train, { seed: 1 });
  for (let step = 0; ; step++) {
    const { layers } = await net.observe(train, seen);
    for (const [index, { deadShare, gamma, beta }] of layers.entries()) {
      // The output layer has no activation that could die.
      if (deadShare === undefined) continue;
      const row = { step, layer: index + 1 };
      const network = `Rate ${learningRate}`;
      dead.push({ ...row, network, batchNorm: true, value: deadShare });
      if (learningRate === 2) parameters.push({ ...row, gamma, beta });
    }
    if (step === trainingBatches) break;
    const training = net.train(batches, { learningRate, trainingBatches: 1 });
    while (!(await training.next()).done);
  }
  net.dispose();
}

display(drawChart(deadUnits(dead)));
const title = 'Gamma and beta at rate 2';
display(drawChart(gammaBeta(parameters, { title })));
