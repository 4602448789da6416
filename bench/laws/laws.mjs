/**
 * Checks batch normalization of other libraries against the laws of `@bnlab/core/spec`, in the Python that `PYTHON` names
 * (`python3`): `npm run laws`, or some of them: `npm run laws -- torch flax`. It says which it found, and writes `bench/results/laws.json` and the tables of
 * `bench/laws/README.md`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { checkBatchNorm, laws } from '@bnlab/core/spec';
import * as tf from '@tensorflow/tfjs';
import { markdownTable } from '../support/readme-table.mjs';
import { writeResults } from '../support/write-results.mjs';
import { inThisProcess, isInstalled, pythonLibraries, startPeer } from './implementations.mjs';

const SEED = 1;
const RUNS = 30;
/** Emulated in Python, a batch of 50,000 would take it minutes. */
const SLOW = ['tinygrad'];

tf.env().set('PROD', true);
await tf.setBackend('cpu');
const python = process.env.PYTHON ?? 'python3';
const wanted = process.argv.slice(2);
const isWanted = (name) => wanted.length === 0 || wanted.includes(name);

for (const [name, { version, implementation }] of Object.entries(inThisProcess)) {
  if (isWanted(name)) record({ name, version, verdicts: await check(name, implementation) });
}
for (const [library, name] of Object.entries(pythonLibraries)) {
  if (!isWanted(library)) continue;
  if (!isInstalled(python, library)) {
    console.log(`${name}: not found by ${python}`);
    continue;
  }
  const peer = await startPeer(python, library);
  const profile = SLOW.includes(library) ? 'float32' : 'compensated';
  record({ name, version: peer.version, verdicts: await check(name, peer.implementation, profile) });
  await peer.stop();
}

/** Puts a library's verdicts in the place of its earlier ones: a run that ends early, or of some libraries, loses none. */
function record(library) {
  const file = new URL('../results/laws.json', import.meta.url);
  const earlier = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).libraries : [];
  const order = [...Object.keys(inThisProcess), ...Object.values(pythonLibraries)];
  const libraries = [...earlier.filter(({ name }) => name !== library.name), library].sort(
    (a, b) => order.indexOf(a.name) - order.indexOf(b.name),
  );
  updateTables(writeResults('laws', { seed: SEED, runs: RUNS, libraries }));
}

async function check(name, implementation, profile) {
  const found = await checkBatchNorm(implementation, { seed: SEED, numRuns: RUNS, profile });
  const verdicts = found.map(({ law, outcome, counterexample, message }) => ({
    law: law.name,
    outcome,
    ...(outcome === 'broken' && { counterexample: short(counterexample), message }),
  }));
  const count = (wanted) => verdicts.filter(({ outcome }) => outcome === wanted).length;
  console.log(
    `${name}: ${count('kept')} kept, ${count('broken')} broken, ${count('skipped')} without the part`,
  );
  return verdicts;
}

/** Large batches are made from a few numbers, which say all. */
function short(counterexample) {
  const text = JSON.stringify(counterexample);
  return text.length <= 300 ? text : `${text.slice(0, 299)}…`;
}

function updateTables({ libraries }) {
  const words = { kept: 'kept', broken: '**broken**', skipped: '' };
  const cell = (library, law) =>
    words[library.verdicts.find((verdict) => verdict.law === law.name)?.outcome ?? 'skipped'];
  const matrix = [
    ['law', 'arithmetic', ...libraries.map(({ name }) => name)],
    ...laws.map((law) => [law.name, law.precision ?? 'float32', ...libraries.map((one) => cell(one, law))]),
  ];
  const broken = libraries.flatMap(({ name, verdicts }) =>
    verdicts
      .filter(({ outcome }) => outcome === 'broken')
      .map(({ law, counterexample, message }) => [name, law, `\`${counterexample}\``, escaped(message)]),
  );
  const versions = libraries.map(({ name, version }) => [name, version]);
  const tables = {
    versions: markdownTable([['library', 'version'], ...versions], 2),
    matrix: markdownTable(matrix, matrix[0].length),
    broken: markdownTable([['library', 'law', 'smallest counterexample', 'what came'], ...broken], 4),
  };
  const file = new URL('README.md', import.meta.url);
  let text = readFileSync(file, 'utf8');
  for (const [name, table] of Object.entries(tables)) {
    const place = new RegExp(`(<!-- ${name} -->\n\n)[^]*?(<!-- end of ${name} -->)`);
    if (!place.test(text)) throw new Error(`bench/laws/README.md has no place for ${name}`);
    text = text.replace(place, (_, before, after) => `${before}${table}\n\n${after}`);
  }
  writeFileSync(file, text);
}

function escaped(message) {
  return message.split('\n')[0].replaceAll('|', '\\|');
}
