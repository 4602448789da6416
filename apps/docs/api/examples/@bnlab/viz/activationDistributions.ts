import { activationDistributions, distributionQuantiles } from '@bnlab/viz';

const rows = [0, 100].map((step) => ({
  network: 'With',
  batchNorm: true,
  layer: 1,
  step,
  quantiles: distributionQuantiles([-2, -1, 0, 1, 2])!,
}));
console.log(activationDistributions(rows).title); // Values before the activation over training
