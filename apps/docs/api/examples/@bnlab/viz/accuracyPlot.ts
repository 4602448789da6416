import { accuracyPlot } from '@bnlab/viz';
import { parseHTML } from 'linkedom';

// In a page, leave `document` out.
const { document } = parseHTML('<!doctype html><body></body>');
const networks = [
  { name: 'With', batchNorm: true, steps: [0, 50, 100], validationAccuracy: [0.1, 0.6, 0.8] },
];
const svg = accuracyPlot([{ preset: 'mine', seed: 1, networks }], { document, id: 'mine' });
console.log(svg.getAttribute('role')); // img
