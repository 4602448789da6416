import { describeSweep, trainAndTest } from '@bnlab/experiments';

const overrides = { trainingBatches: 20, batchesPerSample: 10 };
const records = [await trainAndTest('relu-lr0.01-2000', { seed: 1, overrides })];
const { title, figures, table } = describeSweep('relu-lr0.01-2000', records);
console.log(title, figures.length > 0 || table.rows.length > 0); // ReLU, learning rate 0.01, good starting weights, 2,000 batches true
