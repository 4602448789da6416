import { batches, NeuralNet } from '@bnlab/layers';

// Two classes: which of the two inputs is larger.
const inputs = Float32Array.from({ length: 200 }, (_, i) => Math.sin(7 * i + 1));
const labels = Uint8Array.from({ length: 100 }, (_, i) => Number(inputs[2 * i]! > inputs[2 * i + 1]!));
const stream = batches({ inputs, labels }, { batchSize: 20, seed: 1 });
const net = await NeuralNet.create({ layerSizes: [2, 8, 2], seed: 1 });
let last = 0;
for await (const { step } of net.train(stream, { learningRate: 0.1, trainingBatches: 50 })) last = step;
console.log(last); // 50
net.dispose();
