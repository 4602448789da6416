import { labBatches, labNetwork, labTest, settleAverages, trainFor } from './lab-network';
import type { PaperClaim } from './paper-claim';
import { wuJohnson } from './papers-cited';

const STEPS = 100;
const RATE = 1;

export const wuPrecise: PaperClaim = {
  name: 'precise-statistics',
  paper: wuJohnson,
  statement:
    'Early in training and at large rates, statistics of the present network give better answers than moving averages.',
  published:
    'How the population’s statistics are computed is one of batch norm’s problems: ResNet-50 in batches of 8,192',
  source: 'a summary of the paper; no figure found',
  measured: `Test accuracy after ${STEPS} steps of ${RATE} with statistics of the network as it is, minus with averages of momentum 0.99.`,
  unit: 'points',
  expected: { above: 0 },
  difference: 'Three layers of 100 units on MNIST.',
  stated: '2026-11-27',
  coreSeconds: 0.6,
  async measure(lab) {
    const net = await labNetwork(lab, { batchNorm: true });
    try {
      const batches = labBatches(lab);
      await trainFor(net, batches, { steps: STEPS, learningRate: RATE });
      const moving = (await net.evaluate(labTest(lab))).accuracy;
      await settleAverages(net, batches);
      return (await net.evaluate(labTest(lab))).accuracy - moving;
    } finally {
      net.dispose();
    }
  },
};
