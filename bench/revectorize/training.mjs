/**
 * Training with the compiled kernels where V8 joins neighbouring vector operations (`--experimental-wasm-revectorize`), and
 * where it does not: two processes of one Node.js, in turns. Processor time is measured, a ratio is taken within each round,
 * and the median of the rounds reported. The weights must have the same bits.
 *
 *     node bench/revectorize/training.mjs [--node /tmp/node26/node_modules/node/bin/node] [--rounds 7]
 *
 * Prints a table and writes bench/results/revectorize.json. It takes Node.js 24 or later: `npm install --prefix /tmp/node26
 * node@26` brings one.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cases as convolutional } from '../graph/networks.mjs';
import { cases as dense } from '../kernels/cases.mjs';
import { Peer } from '../kernels/peer.mjs';
import { median } from '../support/median.mjs';
import { markdownTable } from '../support/readme-table.mjs';
import { writeResults } from '../support/write-results.mjs';

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, node: { type: 'string', default: process.execPath } },
});
const rounds = Number(options.rounds);
const version = spawnSync(options.node, ['--version'], { encoding: 'utf8' }).stdout.trim();
if (Number.parseInt(version.slice(1)) < 24) {
  throw new Error(`revectorize: node must be Node.js 24 or later, got ${version}: name one with --node`);
}

const program = fileURLToPath(new URL('peer.mjs', import.meta.url));
const peers = {
  off: new Peer(options.node, [program]),
  on: new Peer(options.node, ['--experimental-wasm-revectorize', program]),
};
const networks = [
  ...dense.map((one) => ({ ...one, steps: one.steps.ours })),
  ...convolutional.filter(({ batchNorm }) => batchNorm),
];
const samples = new Map(networks.map(({ name }) => [name, []]));
for (let round = 0; round <= rounds; round++) {
  for (const description of networks) {
    const { name, steps } = description;
    const off = await peers.off.ask({ description, steps });
    const on = await peers.on.ask({ description, steps });
    if (on.digest !== off.digest) throw new Error(`revectorize: ${name} has other bits with the flag`);
    // The first round warms up: compilers, caches, copies of the data.
    if (round > 0) samples.get(name).push({ off: off.stepsPerSecond, on: on.stepsPerSecond });
  }
}
for (const peer of Object.values(peers)) await peer.close();

const speeds = [...samples].map(([network, of]) => ({
  network,
  off: median(of.map(({ off }) => off)),
  on: median(of.map(({ on }) => on)),
  ratio: median(of.map(({ off, on }) => on / off)),
}));
writeResults('revectorize', { measuredNode: version, rounds, speeds });
const rows = speeds.map(({ network, off, on, ratio }) => [
  network,
  off.toFixed(0),
  on.toFixed(0),
  `${ratio.toFixed(2)}x`,
]);
console.log(`Node.js ${version}, medians of ${rounds} rounds\n`);
console.log(markdownTable([['network', 'without, steps/s', 'with, steps/s', 'with / without'], ...rows]));
