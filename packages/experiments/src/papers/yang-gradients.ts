import { mean } from 'd3-array';
import { labBatches, labNetwork } from './lab-network';
import type { PaperClaim } from './paper-claim';
import { yang } from './papers-cited';

const DEPTH = 24;
const WIDTH = 100;
const BATCH = 500;
/** Layers at the ends, where the growth is not yet, or no longer, that of the middle. */
const ENDS = 6;

export const yangGradients: PaperClaim = {
  name: 'explosion',
  paper: yang,
  statement:
    'At the start, the squared gradients of a deep ReLU network with batch norm grow by a constant factor per layer, towards the input.',
  published:
    'Gradients grow exponentially with depth; their squares by π / (π − 1) = 1.467 per wide layer of ReLUs',
  source: 'abstract; the factor as derived again by Luther, 2020',
  measured:
    `The growth per layer of the squared gradient of the weights, the mean over the middle of ${DEPTH} layers of ${WIDTH} units, ` +
    `for a batch of ${BATCH}.`,
  unit: 'ratio',
  expected: { above: 1.367, below: 1.567 },
  difference: 'Layers of 100 units instead of infinitely many.',
  stated: '2026-11-27',
  coreSeconds: 0.7,
  async measure(lab) {
    const hidden = Array.from({ length: DEPTH }, () => WIDTH);
    const net = await labNetwork(lab, { batchNorm: true, hidden, epsilon: 1e-8 });
    try {
      const batches = labBatches(lab);
      const { layers } = await net.observe(batches.examples, batches.nextIndices(BATCH), { bins: 1 });
      const squares = layers.map(({ norms }) => norms.weightGradient ** 2);
      const growth = squares.slice(ENDS, DEPTH - ENDS).map((square, index) => {
        const next = squares[ENDS + index + 1]!;
        return Math.log(square / next);
      });
      return Math.exp(mean(growth)!);
    } finally {
      net.dispose();
    }
  },
};
