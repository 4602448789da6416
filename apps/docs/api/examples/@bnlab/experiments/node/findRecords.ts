import { trainAndTest } from '@bnlab/experiments';
import { findRecords, RunStore } from '@bnlab/experiments/node';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';

const overrides = { trainingBatches: 20, batchesPerSample: 10 };
const record = await trainAndTest('relu-lr0.01-2000', { seed: 1, overrides });
const directory = await mkdtemp(`${tmpdir()}/runs-`);
await (await RunStore.open(`${directory}/below`, console.warn)).write('my-run', record);
const sources = await findRecords(directory);
console.log(sources.map(({ name, records }) => [name, records.length])); // [ [ 'below', 1 ] ]
