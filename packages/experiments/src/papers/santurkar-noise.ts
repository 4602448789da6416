import { accuracyAfter } from './lab-network';
import type { PaperClaim } from './paper-claim';
import { santurkar } from './papers-cited';
import { denseModel, modelAccuracy, NoisyStatistics, trainModel } from './lab-model';
import { batchNormalization } from '@bnlab/layers';

const STEPS = 300;
const RATE = 0.1;

export const santurkarNoise: PaperClaim = {
  name: 'noise',
  paper: santurkar,
  statement:
    'Batch norm helps even when noise makes the distribution of every layer change from step to step.',
  published: 'Stable distributions of the layers’ inputs have little to do with the success of batch norm',
  source: 'abstract',
  measured: `Test accuracy after ${STEPS} steps with batch norm and noise after it, minus that without batch norm.`,
  unit: 'points',
  expected: { above: 0 },
  difference: 'Three layers of 100 units on MNIST; noise of the paper’s kind, new for each step and unit.',
  stated: '2026-11-27',
  coreSeconds: 2.3,
  async measure(lab) {
    const without = await accuracyAfter(lab, { batchNorm: false }, { steps: STEPS, learningRate: RATE });
    const model = await denseModel(lab, (index) => [
      batchNormalization(),
      new NoisyStatistics({ seed: `${lab.seed}/${index}` }),
    ]);
    try {
      await trainModel(model, lab, { steps: STEPS, learningRate: RATE });
      return (await modelAccuracy(model, lab)) - without;
    } finally {
      model.dispose();
    }
  },
};
