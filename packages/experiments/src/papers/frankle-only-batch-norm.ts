import type { LayerState, NetworkState } from '@bnlab/layers';
import { labBatches, labNetwork, labTest, settleAverages } from './lab-network';
import { stepOn } from './lab-state';
import type { Lab, PaperClaim } from './paper-claim';
import { frankle } from './papers-cited';

const STEPS = 300;
const RATE = 0.3;

export const frankleOnlyBatchNorm: PaperClaim = {
  name: 'only-batch-norm',
  paper: frankle,
  statement:
    'Training gamma and beta alone teaches a random network more than training its output layer alone.',
  published:
    'Deep ResNets on CIFAR-10: 82 % with gamma and beta alone, far more than with as many other parameters',
  source: 'abstract',
  measured: `Test accuracy after ${STEPS} steps with only gamma and beta trained, minus with only the output layer trained.`,
  unit: 'points',
  expected: { above: 0 },
  difference:
    'Three layers of 100 units: 600 gammas and betas, 1,010 parameters of the output layer. The paper’s networks are hundreds of layers deep.',
  stated: '2026-11-27',
  coreSeconds: 3.3,
  async measure(lab) {
    return (await accuracyOf(lab, onlyBatchNorm)) - (await accuracyOf(lab, onlyOutput));
  },
};

/** The part of a layer's step that is kept, from its values at the start and after the step. */
type Keep = (start: LayerState, after: LayerState, isOutput: boolean) => LayerState;

const onlyBatchNorm: Keep = (start, after, isOutput) =>
  isOutput ? start : { ...after, weights: start.weights };

const onlyOutput: Keep = (start, after, isOutput) =>
  isOutput ? after : { ...after, weights: start.weights, gamma: start.gamma, beta: start.beta };

async function accuracyOf(lab: Lab, keep: Keep): Promise<number> {
  const net = await labNetwork(lab, { batchNorm: true });
  try {
    const batches = labBatches(lab);
    const start = await net.getState();
    for (let step = 0; step < STEPS; step++) {
      await stepOn(net, batches, batches.nextIndices(60), RATE);
      net.setState(kept(start, await net.getState(), keep));
    }
    await settleAverages(net, batches);
    return (await net.evaluate(labTest(lab))).accuracy;
  } finally {
    net.dispose();
  }
}

function kept(start: NetworkState, after: NetworkState, keep: Keep): NetworkState {
  const layers = after.layers.map((layer, index) =>
    keep(start.layers[index]!, layer, index === after.layers.length - 1),
  );
  return { ...after, layers };
}
