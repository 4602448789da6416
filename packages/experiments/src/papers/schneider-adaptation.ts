import { mean } from 'd3-array';
import { corruptions } from './corruptions';
import { gainOfOwn, onCorrupted } from './lab-corrupted';
import type { PaperClaim } from './paper-claim';
import { schneider } from './papers-cited';

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
  async measure(lab) {
    return mean(await onCorrupted(lab, Object.values(corruptions), IMAGES, gainOfOwn))!;
  },
};
