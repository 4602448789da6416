import { settingsHeatMap } from '@bnlab/viz';

const rows = [0.1, 1].flatMap((x) =>
  [0.05, 5].map((y) => ({ network: 'With', batchNorm: true, x, y, value: 0.9 - 0.1 * x })),
);
const chart = settingsHeatMap(rows, { x: 'Learning rate', y: 'Starting deviation' });
console.log(chart.title); // Test accuracy by learning rate and starting deviation
