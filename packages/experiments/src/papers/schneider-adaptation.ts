import { Dataset } from '@bnlab/mnist';
import { mean } from 'd3-array';
import { corrupted, corruptions } from './corruptions';
import { withSettledNetwork } from './lab-network';
import type { PaperClaim } from './paper-claim';
import { schneider } from './papers-cited';

const STEPS = 400;
const IMAGES = 1000;

export const schneiderAdaptation: PaperClaim = {
  name: 'adaptation',
  paper: schneider,
  statement:
    'On corrupted images a network is right more often with the statistics of these images than with those of training.',
  published: 'ResNet-50 on ImageNet-C: mean corruption error 62.2 % instead of 76.7 %',
  source: 'abstract',
  measured:
    `Accuracy on ${IMAGES} test images with less contrast, more brightness, noise and blur, a mean over the four: with their ` +
    'own statistics minus with those of training.',
  unit: 'points',
  expected: { above: 0 },
  difference:
    'Four corruptions of one strength on MNIST; the own statistics are of all images of a corruption.',
  stated: '2026-11-27',
  coreSeconds: 1.3,
  measure(lab) {
    return withSettledNetwork(lab, { steps: STEPS, learningRate: 0.1 }, async (net) => {
      const images = lab.data.test.slice(0, IMAGES);
      const gains = [];
      for (const corruption of Object.values(corruptions)) {
        const { name, rows, columns, classes, labels } = images;
        const inputs = corrupted(images, corruption, lab.seed);
        const spoilt = new Dataset({ name, rows, columns, classes, inputs, labels });
        const own = await net.evaluate(spoilt, { statistics: 'batch' });
        gains.push(own.accuracy - (await net.evaluate(spoilt)).accuracy);
      }
      return mean(gains)!;
    });
  },
};
