import { accuracyAfter } from './lab-network';
import type { PaperClaim } from './paper-claim';
import { hoffer } from './papers-cited';

const STEPS = 110;
const BATCH = 500;
const GHOST = 50;

export const hofferGhost: PaperClaim = {
  name: 'ghost-batches',
  paper: hoffer,
  statement: 'In large batches, normalizing small parts of the batch by themselves generalizes better.',
  published:
    'Ghost batches decrease the generalization gap of large batches significantly, without more updates',
  source: 'abstract',
  measured:
    `Test accuracy after an epoch of batches of ${BATCH} (${STEPS} steps) with parts of ${GHOST} normalized by themselves, minus ` +
    'with whole batches.',
  unit: 'points',
  expected: { above: 0 },
  difference:
    'One epoch of MNIST: networks have hardly begun to overfit, which is what ghost batches are for.',
  stated: '2026-11-27',
  coreSeconds: 1.3,
  async measure(lab) {
    const training = { steps: STEPS, learningRate: 0.5, batchSize: BATCH };
    return (
      (await accuracyAfter(lab, { batchNorm: true, ghostBatchSize: GHOST }, training)) -
      (await accuracyAfter(lab, { batchNorm: true }, training))
    );
  },
};
