import { accuracyAfter } from './lab-network';
import type { PaperClaim } from './paper-claim';
import { bjorck } from './papers-cited';

const STEPS = 800;
const RATE = 0.003;

export const bjorckSmallRate: PaperClaim = {
  name: 'small-rate',
  paper: bjorck,
  statement:
    'At the small learning rate that suits a network without batch norm, batch norm gains next to nothing.',
  published: 'Larger learning rates are the cause of the faster convergence and of the better generalization',
  source: 'abstract',
  measured: `Test accuracy after ${STEPS} steps of ${RATE} with batch norm minus that without.`,
  unit: 'points',
  expected: { below: 0.01 },
  difference:
    'Training is far from its end here: batch norm also makes small steps go further, which a long training hides.',
  stated: '2026-11-27',
  coreSeconds: 1,
  async measure(lab) {
    const training = { steps: STEPS, learningRate: RATE };
    return (
      (await accuracyAfter(lab, { batchNorm: true }, training)) -
      (await accuracyAfter(lab, { batchNorm: false }, training))
    );
  },
};
