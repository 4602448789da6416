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
    'ResNet-50 on ImageNet, large batches: better and steadier validation in early epochs (figure 3)',
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
