import { deadUnits } from '@bnlab/viz';

const chart = deadUnits([
  { network: 'Without', batchNorm: false, layer: 1, step: 0, value: 0 },
  { network: 'Without', batchNorm: false, layer: 1, step: 100, value: 0.4 },
]);
console.log(chart.title); // Share of dead units over training
