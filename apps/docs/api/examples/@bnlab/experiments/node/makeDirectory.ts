import { makeDirectory } from '@bnlab/experiments/node';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';

const directory = await mkdtemp(`${tmpdir()}/runs-`);
await makeDirectory(`${directory}/a/b`);
console.log(existsSync(`${directory}/a/b`)); // true
