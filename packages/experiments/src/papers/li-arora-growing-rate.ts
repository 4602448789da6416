import type { NeuralNet } from '@bnlab/layers';
import { labBatches, labNetwork, labTest } from './lab-network';
import { stepOn, weightsOf, withWeights } from './lab-state';
import type { Lab, PaperClaim } from './paper-claim';
import { liArora } from './papers-cited';

const STEPS = 100;
const RATE = 0.1;
const DECAY = 0.03;

export const liAroraGrowingRate: PaperClaim = {
  name: 'growing-rate',
  paper: liArora,
  statement:
    'With batch norm, weight decay at a fixed rate is the same as no weight decay at a rate that grows exponentially.',
  published: 'A rate that grows exponentially is equivalent to weight decay at the usual rates (proof)',
  source: 'abstract',
  measured:
    `The share of test images that both networks take for the same class after ${STEPS} steps, the hidden weights decaying by ` +
    `${RATE * DECAY} per step or their rate growing.`,
  unit: 'ratio',
  expected: { above: 0.98 },
  difference:
    'Rounding sets two equal trainings apart in the end; the output layer, which has a scale, has no decay.',
  stated: '2026-11-27',
  coreSeconds: 4.2,
  async measure(lab) {
    const [decayed, grown] = [await train(lab, decay), await train(lab, grow)];
    const same = decayed.filter((guess, image) => guess === grown[image]).length;
    return same / decayed.length;
  },
};

/** The weights of a hidden layer after a step, from those before and what plain gradient descent makes of them. */
type Update = (before: number, after: number, step: number) => number;

const shrink = 1 - RATE * DECAY;

const decay: Update = (before, after) => after - RATE * DECAY * before;

/** The rate that matches the decay grows with every step, because the weights that do not shrink grow in comparison. */
const grow: Update = (before, after, step) => before + shrink ** (-2 * step - 1) * (after - before);

async function train(lab: Lab, update: Update): Promise<number[]> {
  const net = await labNetwork(lab, { batchNorm: true, epsilon: 1e-8 });
  try {
    const batches = labBatches(lab);
    for (let step = 0; step < STEPS; step++) {
      const before = weightsOf(await net.getState());
      await stepOn(net, batches, batches.nextIndices(60), RATE);
      const state = await net.getState();
      const after = weightsOf(state);
      const updated = after.map((weights, layer) =>
        layer === after.length - 1
          ? weights
          : weights.map((weight, place) => update(before[layer]![place]!, weight, step)),
      );
      net.setState(withWeights(state, updated));
    }
    return await guesses(net, lab);
  } finally {
    net.dispose();
  }
}

async function guesses(net: NeuralNet, lab: Lab): Promise<number[]> {
  const images = labTest(lab);
  const logits = await net.predict(images, { statistics: 'batch' });
  return Array.from({ length: images.count }, (_, image) => {
    const row = logits.subarray(image * images.classes, (image + 1) * images.classes);
    return row.indexOf(Math.max(...row));
  });
}
