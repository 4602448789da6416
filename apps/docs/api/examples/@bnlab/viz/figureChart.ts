import { figureChart } from '@bnlab/viz';

const row = { network: 'With', batchNorm: true };
const figure = {
  title: 'Test accuracy by learning rate',
  chart: 'sweepCurve',
  setting: 'Learning rate',
  scale: 'log',
  rows: [0.01, 0.1, 1].map((x) => ({ ...row, x, value: 0.9 + x / 20 })),
} as const;
const chart = figureChart(figure, { sweepCurve: { width: 460 } });
console.log(chart.title); // Test accuracy by learning rate
