import { mergeRecords, trainAndTest } from '@bnlab/experiments';

const overrides = { trainingBatches: 20, batchesPerSample: 10 };
const record = await trainAndTest('relu-lr0.01-2000', { seed: 1, overrides });
// Two machines made the same run: it is kept once.
const records = [{ id: 'seed-1', record }];
const merged = mergeRecords([
  { name: 'here', records },
  { name: 'there', records },
]);
console.log(merged.size); // 1
