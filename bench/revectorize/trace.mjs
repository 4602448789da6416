/**
 * Which functions of the compiled kernels V8 joins into 256-bit operations, and why not the others: compiles
 * packages/kernels/assembly/<module> with the names of its functions, has a Node.js of 24 or later compile that at once with
 * `--trace-wasm-revectorize`, and prints a line per function.
 *
 *     node bench/revectorize/trace.mjs [step|graph|tensor] [--node /tmp/node26/node_modules/node/bin/node]
 *
 * seeds: pairs of stores that V8 starts from. failed: those that led to operations that cannot be joined, with the last
 * reason of each. saved and cost: operations that joining saves, and adds; it is done where more are saved.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compileAssembly } from '../../packages/kernels/scripts/compile-assembly.mjs';

const { values: options, positionals } = parseArgs({
  options: { node: { type: 'string', default: process.execPath } },
  allowPositionals: true,
});
const [module = 'step'] = positionals;
const folder = mkdtempSync(join(tmpdir(), 'bnlab-trace-'));
try {
  print(trace(await compileWithNames()));
} finally {
  rmSync(folder, { recursive: true });
}

async function compileWithNames() {
  process.chdir(fileURLToPath(new URL('../../packages/kernels', import.meta.url)));
  const file = join(folder, 'module.wasm');
  writeFileSync(file, await compileAssembly(module, '--debug'));
  return file;
}

function trace(file) {
  const program = `new WebAssembly.Module(require('fs').readFileSync(${JSON.stringify(file)}))`;
  const flags = ['--single-threaded', '--no-liftoff', '--no-wasm-lazy-compilation'];
  const joined = ['--experimental-wasm-revectorize', '--trace-wasm-revectorize'];
  const { stdout, stderr, status } = spawnSync(options.node, [...flags, ...joined, '-e', program], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`trace: ${options.node} ended with ${status}: ${stderr.slice(0, 400)}`);
  return stdout;
}

function print(text) {
  let current;
  let list;
  for (const line of text.split('\n')) {
    const begin = /^Begin revec function (.*)/.exec(line);
    if (begin) {
      const name = begin[1].split('/').slice(-2).join('/');
      [current, list] = [{ name, seeds: 0, failed: 0, reasons: new Set(), saved: 0, cost: 0 }, undefined];
    } else if (!current) continue;
    else if (line.startsWith('Finished')) {
      const { name, seeds, failed, reasons, saved, cost } = current;
      const isJoined = saved > cost;
      const counts = `seeds ${seeds}, failed ${failed}, saved ${saved}, cost ${cost}`;
      console.log(
        `${isJoined ? 'joined' : '      '} ${name.padEnd(44)} ${counts.padEnd(44)} ${[...reasons].join(' | ')}`,
      );
      current = undefined;
    } else if (line.startsWith('store seeds')) list = 'stores';
    else if (line.startsWith('reduce seeds')) list = 'sums';
    else if (list === 'stores' && line === '}') current.seeds += 1;
    else if (line.includes('tree failed')) {
      current.failed += 1;
      if (current.last) current.reasons.add(current.last);
    } else {
      const costs = /Save: (\d+), cost: (\d+)/.exec(line);
      if (costs) [current.saved, current.cost] = costs.slice(1).map(Number);
      if (line.includes('Revec:')) current.last = line.replace(/^Revec: /, '');
    }
  }
}
