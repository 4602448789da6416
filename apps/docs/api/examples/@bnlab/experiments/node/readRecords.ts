import { trainAndTest } from '@bnlab/experiments';
import { readRecords, RunStore } from '@bnlab/experiments/node';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';

const overrides = { trainingBatches: 20, batchesPerSample: 10 };
const record = await trainAndTest('relu-lr0.01-2000', { seed: 1, overrides });
const directory = await mkdtemp(`${tmpdir()}/runs-`);
await (await RunStore.open(directory, console.warn)).write('my-run', record);
console.log((await readRecords(directory)).length); // 1
