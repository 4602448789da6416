import type { NeuralNet } from '@bnlab/layers';
import { labBatches, labNetwork } from './lab-network';
import { weightsOf, withWeights } from './lab-state';
import type { PaperClaim } from './paper-claim';
import { vanLaarhoven } from './papers-cited';

const BATCH = 500;

export const vanLaarhovenScale: PaperClaim = {
  name: 'effective-rate',
  paper: vanLaarhoven,
  statement:
    'Weights before batch norm have no scale: twice as large they have half the gradient, so that their size only sets the effective learning rate.',
  published:
    'Weight decay does not regularize a normalized network: it sets the scale of the weights, and so the effective learning rate',
  source: 'abstract',
  measured: 'The norm of the first layer’s gradient at weights twice as large, over that at the weights.',
  unit: 'ratio',
  expected: { above: 0.49, below: 0.51 },
  difference: 'None: the identity holds for every network, but for epsilon, which is 1e-8 here.',
  stated: '2026-11-27',
  coreSeconds: 0.3,
  async measure(lab) {
    const net = await labNetwork(lab, { batchNorm: true, epsilon: 1e-8 });
    try {
      const batches = labBatches(lab);
      const indices = batches.nextIndices(BATCH);
      const gradient = async (at: NeuralNet) =>
        (await at.observe(batches.examples, indices, { bins: 1 })).layers[0]!.norms.weightGradient;
      const before = await gradient(net);
      const state = await net.getState();
      const [first, ...rest] = weightsOf(state);
      net.setState(withWeights(state, [first!.map((weight) => 2 * weight), ...rest]));
      return (await gradient(net)) / before;
    } finally {
      net.dispose();
    }
  },
};
