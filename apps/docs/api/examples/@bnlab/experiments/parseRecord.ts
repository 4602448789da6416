import { parseRecord, trainAndTest } from '@bnlab/experiments';

const overrides = { trainingBatches: 20, batchesPerSample: 10 };
const record = await trainAndTest('relu-lr0.01-2000', { seed: 1, overrides });
const read = parseRecord(JSON.stringify(record), 'my record');
console.log(read.preset, read.seed); // relu-lr0.01-2000 1
