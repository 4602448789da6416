import type { NeuralNet } from '@bnlab/layers';
import type { Dataset } from '@bnlab/mnist';
import { mean } from 'd3-array';
import { corruptions } from './corruptions';
import { onCorrupted } from './lab-corrupted';
import type { PaperClaim } from './paper-claim';
import { schneider } from './papers-cited';

const IMAGES = 200;
const TOGETHER = 4;
/** How many images the statistics of training are worth. */
const PRIOR = 16;

export const schneiderMixed: PaperClaim = {
  name: 'mixed-statistics',
  paper: schneider,
  statement:
    'With few corrupted images, statistics mixed from those of training and theirs, weighted by counts, are better than either.',
  published:
    'Even a single image improves a ResNet-50, and 32 are enough to improve the state of the art for its architecture',
  source: 'abstract',
  measured:
    `Accuracy on ${IMAGES} test images with less contrast, more brightness, noise and blur, ${TOGETHER} at a time, a mean over the ` +
    `four: with their statistics mixed with those of training, which count as ${PRIOR} images, minus with the better of the two alone.`,
  unit: 'points',
  expected: { above: 0 },
  difference:
    'Four corruptions of one strength on MNIST, and one mixture: at less contrast the statistics of training are so far off ' +
    'that 16 images’ worth of them spoil it.',
  stated: '2026-11-27',
  coreSeconds: 3,
  async measure(lab) {
    const accuracies = await onCorrupted(lab, Object.values(corruptions), IMAGES, accuraciesOf);
    const [training, own, mixed] = [0, 1, 2].map((kind) => mean(accuracies, (of) => of[kind]!)!);
    return mixed! - Math.max(training!, own!);
  },
};

/** With the statistics of training, with those of each few images, and with both mixed. */
async function accuraciesOf(net: NeuralNet, images: Dataset): Promise<number[]> {
  const [own, mixed]: [number[], number[]] = [[], []];
  for (let start = 0; start < images.count; start += TOGETHER) {
    const few = images.slice(start, start + TOGETHER);
    own.push((await net.evaluate(few, { statistics: 'batch' })).accuracy);
    const { restore } = await net.adaptStatistics(few, { prior: PRIOR });
    mixed.push((await net.evaluate(few)).accuracy);
    await restore();
  }
  return [(await net.evaluate(images)).accuracy, mean(own)!, mean(mixed)!];
}
