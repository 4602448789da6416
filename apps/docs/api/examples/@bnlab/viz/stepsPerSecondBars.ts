import { stepsPerSecondBars } from '@bnlab/viz';

const chart = stepsPerSecondBars([
  { engine: 'compiled', value: 2600, ours: true },
  { engine: 'operations', value: 90 },
]);
console.log(chart.title); // Training steps per second
