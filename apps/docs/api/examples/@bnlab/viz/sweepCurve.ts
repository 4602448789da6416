import { sweepCurve } from '@bnlab/viz';

const rows = [0.01, 0.1, 1].flatMap((x) => [
  { network: 'Without', batchNorm: false, x, value: x < 1 ? 0.8 : 0.1 },
  { network: 'With', batchNorm: true, x, value: 0.9 },
]);
const chart = sweepCurve(rows, { setting: 'Learning rate', scale: 'log' });
console.log(chart.title); // Test accuracy against learning rate
