import type { NeuralNet } from '@bnlab/layers';
import { mean } from 'd3-array';
import { withSettledNetwork } from './lab-network';
import type { Lab, PaperClaim } from './paper-claim';
import { luo } from './papers-cited';

const STEPS = 400;
const IMAGES = 5120;
const [SMALL, LARGE] = [32, 128];

export const luoStrength: PaperClaim = {
  name: 'regularization-strength',
  paper: luo,
  statement:
    'The regularization that the batch’s statistics amount to is inversely proportional to the batch size.',
  published:
    'Batch norm regularizes by a decay of gamma, whose strength is inversely proportional to the batch size',
  source: 'abstract; the proportion from a review of the paper',
  measured:
    `What a trained network’s loss gains by statistics of batches of ${SMALL} in place of the population’s, over the same for ` +
    `${LARGE}.`,
  unit: 'ratio',
  expected: { above: 3, below: 5 },
  difference: 'Three layers with ReLUs in place of one unit; the theory is of small fluctuations.',
  stated: '2026-11-27',
  coreSeconds: 0.8,
  measure(lab) {
    return withSettledNetwork(lab, { steps: STEPS, learningRate: 0.1 }, async (net) => {
      const { loss } = await net.evaluate(lab.data.train.slice(0, IMAGES));
      return ((await batchLoss(net, lab, SMALL)) - loss) / ((await batchLoss(net, lab, LARGE)) - loss);
    });
  },
};

/** The mean loss of training images, each batch of them with its own statistics. */
async function batchLoss(net: NeuralNet, { data }: Lab, size: number): Promise<number> {
  const losses = [];
  for (let start = 0; start + size <= IMAGES; start += size) {
    const batch = data.train.slice(start, start + size);
    losses.push((await net.evaluate(batch, { statistics: 'batch' })).loss);
  }
  return mean(losses)!;
}
