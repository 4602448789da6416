import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bnlab-'));
});
afterEach(() => rm(directory, { recursive: true }));

const store = JSON.stringify(join(__dirname, '../dist/node.js'));

test('a writer that is killed leaves a whole file, or none, and what it was writing under another name', async () => {
  const program = `
    const { RunStore } = await import(${store});
    const store = await RunStore.open(${JSON.stringify(directory)}, console.error);
    for (let round = 0; ; round++) {
      await store.writeFile('run', 'file', String(round % 10).repeat(1_000_000));
      console.log(round);
    }`;
  for (let kill = 0; kill < 5; kill++) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // It goes on to the next file as it reports one: that is what it is killed in.
    child.stdout.once('data', () => child.kill('SIGKILL'));
    await new Promise((resolve) => child.on('close', resolve));
    expect(await readFile(join(directory, 'run', 'file'), 'utf8')).toMatch(/^(\d)\1{999999}$/);
  }
  const names = await readdir(join(directory, 'run'));
  for (const name of names) expect(name).toMatch(/^(file|\.bnlab-[0-9a-f-]{36})$/);
});

const ownProcessNumbers = ['--pid', '--fork', '--map-root-user'];
const canIsolate = spawnSync('unshare', [...ownProcessNumbers, 'true']).status === 0;
if (!canIsolate) process.stderr.write('writers in containers are not tested: unshare does not work here\n');

(canIsolate ? test : test.skip)(
  'two containers, whose processes have the same numbers, write the same record at once',
  async () => {
    const path = JSON.stringify(directory);
    const program = `
      const { RunStore } = await import(${store});
      const store = await RunStore.open(${path}, console.error);
      for (let round = 0; round < 200; round++) await store.writeFile('run', 'file', String(round));
      console.log(process.pid);`;
    const run = () => {
      const command = [...ownProcessNumbers, process.execPath, '--input-type=module', '-e', program];
      const child = spawn('unshare', command);
      let output = '';
      child.stdout.on('data', (chunk) => (output += String(chunk)));
      child.stderr.on('data', (chunk) => (output += String(chunk)));
      return new Promise<string>((resolve) => child.on('close', () => resolve(output)));
    };
    expect(await Promise.all([run(), run()])).toEqual(['1\n', '1\n']);
    expect(await readdir(join(directory, 'run'))).toEqual(['file']);
  },
);
