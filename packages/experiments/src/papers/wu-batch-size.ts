import { accuracyAfter } from './lab-network';
import type { PaperClaim } from './paper-claim';
import { wuJohnson } from './papers-cited';

const STEPS = 400;
const SMALL = 2;
const LARGE = 64;

export const wuBatchSize: PaperClaim = {
  name: 'normalization-batch',
  paper: wuJohnson,
  statement:
    'Networks that normalize over very few images do worse when the population’s statistics take their place.',
  published:
    'That training and inference disagree is one of batch norm’s problems: ResNet-50, 2 to 1,024 images normalized together',
  source: 'a summary of the paper; no figure found',
  measured: `Test accuracy after ${STEPS} steps of ${LARGE} images that are normalized together, minus that when each ${SMALL} are.`,
  unit: 'points',
  expected: { above: 0 },
  difference: 'Three layers of 100 units on MNIST.',
  stated: '2026-11-27',
  coreSeconds: 0.7,
  async measure(lab) {
    const training = { steps: STEPS, learningRate: 0.1, batchSize: LARGE };
    return (
      (await accuracyAfter(lab, { batchNorm: true }, training)) -
      (await accuracyAfter(lab, { batchNorm: true, ghostBatchSize: SMALL }, training))
    );
  },
};
