import { trainAndTest } from '@bnlab/experiments';
import { RunStore } from '@bnlab/experiments/node';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';

const overrides = { trainingBatches: 20, batchesPerSample: 10 };
const record = await trainAndTest('relu-lr0.01-2000', { seed: 1, overrides });
const store = await RunStore.open(await mkdtemp(`${tmpdir()}/runs-`), console.warn);
await store.write('my-run', record);
console.log((await store.read('my-run'))!.seed); // 1
console.log(await store.read('another')); // undefined
