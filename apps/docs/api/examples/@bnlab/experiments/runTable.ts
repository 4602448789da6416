import { runTable, trainAndTest } from '@bnlab/experiments';

const overrides = { trainingBatches: 20, batchesPerSample: 10 };
const table = runTable(await trainAndTest('relu-lr0.01-2000', { seed: 1, overrides }));
console.log(table.rows.length); // 2
