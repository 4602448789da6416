import { train } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';

// An engine of your own: here one that learns nothing, and counts its steps.
const engine = {
  step: 0,
  trainStep: () => void (engine.step += 1),
  readLosses: () => Promise.resolve({ loss: 2.3, diverged: false }),
  evaluate: () => Promise.resolve({ accuracy: 0.1, loss: 2.3 }),
  keepState: () => Promise.resolve(() => undefined),
};
const { train: digits } = await loadMnist();
const batches = new BatchStream(digits, { seed: 1 });
const training = train(engine, batches, { learningRate: 0.1, trainingBatches: 20 });
while (!(await training.next()).done);
console.log(engine.step); // 20
