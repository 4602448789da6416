import { moved } from './corruptions';
import { gainOfOwn, onCorrupted } from './lab-corrupted';
import type { PaperClaim } from './paper-claim';
import { schneider } from './papers-cited';

const IMAGES = 1000;

export const schneiderLimit: PaperClaim = {
  name: 'adaptation-limit',
  paper: schneider,
  statement:
    'Their own statistics do not help where images are spoilt in another way than in the means and variances of what the layers see.',
  published: 'Adapted statistics have limits where a shift is extreme, or is not one of means and variances',
  source: 'a summary of the paper; no figure found',
  measured:
    `Accuracy on ${IMAGES} test images moved by three pixels down and to the right, which most are then mistaken: with their own ` +
    'statistics minus with those of training.',
  unit: 'points',
  expected: { below: 0.01 },
  difference: 'Moved images, on MNIST; the paper looks at photographs of other kinds.',
  stated: '2026-11-27',
  coreSeconds: 1.1,
  async measure(lab) {
    const [gain] = await onCorrupted(lab, [moved], IMAGES, gainOfOwn);
    return gain!;
  },
};
