import { accuracyAfter } from './lab-network';
import type { Lab, PaperClaim } from './paper-claim';
import { bjorck } from './papers-cited';

const RATES = [0.03, 0.1, 0.3, 1, 3, 10, 30];
const STEPS = 150;
/** A rate is usable if networks get so many right. */
const USABLE = 0.5;

export const bjorckRate: PaperClaim = {
  name: 'largest-rate',
  paper: bjorck,
  statement: 'With batch norm networks learn at far larger learning rates.',
  published:
    'Batch norm primarily enables larger learning rates; without it, large updates make the loss diverge',
  source: 'abstract',
  measured:
    `The largest of the rates ${RATES.join(', ')} after ${STEPS} steps of which half of the test images are right: with batch ` +
    'norm over without.',
  unit: 'ratio',
  expected: { above: 1 },
  difference: 'Three layers of 100 units on MNIST; a deep residual network without batch norm bears less.',
  stated: '2026-11-27',
  coreSeconds: 2.9,
  async measure(lab) {
    return (await largestRate(lab, true)) / (await largestRate(lab, false));
  },
};

/** The smallest rate, if none is usable. */
async function largestRate(lab: Lab, batchNorm: boolean): Promise<number> {
  let largest = RATES[0]!;
  for (const learningRate of RATES) {
    const accuracy = await accuracyAfter(lab, { batchNorm }, { steps: STEPS, learningRate });
    if (accuracy >= USABLE) largest = learningRate;
  }
  return largest;
}
