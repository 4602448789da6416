import { digestState, NeuralNet } from '@bnlab/layers';

const [one, other] = await Promise.all(
  [1, 1].map((seed) => NeuralNet.create({ layerSizes: [4, 3, 2], seed })),
);
const digest = await digestState(await one!.getState());
console.log(digest.length); // 64
console.log(digest === (await digestState(await other!.getState()))); // true
