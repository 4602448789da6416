import { deadUnits, drawChart } from '@bnlab/viz';
import { parseHTML } from 'linkedom';

// In a page, leave `document` out.
const { document } = parseHTML('<!doctype html><body></body>');
const chart = deadUnits([
  { network: 'Without', batchNorm: false, layer: 1, step: 0, value: 0 },
  { network: 'Without', batchNorm: false, layer: 1, step: 100, value: 0.4 },
]);
const svg = drawChart(chart, { document, id: 'dead' });
console.log(svg.tagName.toLowerCase()); // svg
