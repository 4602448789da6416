import type { NeuralNet } from '@bnlab/layers';
import { Dataset } from '@bnlab/mnist';
import { corrupted, type Corruption } from './corruptions';
import { withSettledNetwork } from './lab-network';
import type { Lab } from './paper-claim';

/** What a network that was trained on clean images makes of test images, spoilt in each of several ways. */
export function onCorrupted<Result>(
  lab: Lab,
  corruptions: readonly Corruption[],
  count: number,
  use: (net: NeuralNet, spoilt: Dataset) => Promise<Result>,
): Promise<Result[]> {
  return withSettledNetwork(lab, { steps: 400, learningRate: 0.1 }, async (net) => {
    const images = lab.data.test.slice(0, count);
    const { name, rows, columns, classes, labels } = images;
    const results = [];
    for (const corruption of corruptions) {
      const inputs = corrupted(images, corruption, lab.seed);
      results.push(await use(net, new Dataset({ name, rows, columns, classes, inputs, labels })));
    }
    return results;
  });
}

/** How much oftener a network is right with the images' own statistics than with those of training. */
export async function gainOfOwn(net: NeuralNet, images: Dataset): Promise<number> {
  const own = await net.evaluate(images, { statistics: 'batch' });
  return own.accuracy - (await net.evaluate(images)).accuracy;
}
