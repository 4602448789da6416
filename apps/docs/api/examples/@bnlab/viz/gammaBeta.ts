import { gammaBeta } from '@bnlab/viz';

const chart = gammaBeta([
  { step: 0, layer: 1, gamma: [1, 1], beta: [0, 0] },
  { step: 100, layer: 1, gamma: [0.8, 1.4], beta: [-0.3, 0.2] },
]);
console.log(chart.title); // How training moves gamma and beta
