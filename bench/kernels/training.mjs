/**
 * Training and validating the lesson's network: the compiled kernels; PyTorch and JAX on the CPU; jax-js and stock
 * TensorFlow.js on WebAssembly; one thread each. The peers take turns, round after round, so that a busy moment of the machine falls on
 * all of them; processor time is measured, a ratio is taken within each round, and the median of the rounds reported.
 * The compiled kernels also run on two threads, by the clock: those figures need a second core that nothing else uses.
 *
 *     node bench/kernels/training.mjs [--rounds 9] [--only relu-bn,relu] [--python ~/torch-2.13/bin/python]
 *
 * Prints tables, writes bench/results/kernels.json, and puts the speeds into packages/kernels/README.md. PyTorch and JAX
 * take part where a python3 that has them is found, or named.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CompiledNetwork } from '@bnlab/kernels';
import { normalWeights } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';
import { median } from '../support/median.mjs';
import { updateReadme } from '../support/readme-table.mjs';
import { cpuSeconds } from './cpu-seconds.mjs';
import { cases as allCases, rows } from './cases.mjs';
import { Peer } from './peer.mjs';
import { goalTable, speedTable, validationTable } from './table.mjs';

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, only: { type: 'string' }, python: { type: 'string' } },
});
const rounds = Number(options.rounds);
const only = options.only?.split(',');
const cases = allCases.filter(({ name }) => !only || only.includes(name));

const { train, validation } = await loadMnist();
const directory = mkdtempSync(join(tmpdir(), 'bnlab-bench-'));
const peers = await startPeers();
const samples = new Map(cases.map(({ name }) => [name, []]));
const networks = new Map();
for (const network of cases) {
  networks.set(network.name, {
    one: await build(network, 1),
    two: await build(network, 2),
    stream: new BatchStream(train, { seed: 1 }),
  });
}
for (let round = 0; round <= rounds; round++) {
  for (const network of cases) {
    const sample = await measure(network);
    // The first round warms up: compilers, caches, copies of the data.
    if (round > 0) samples.get(network.name).push(sample);
  }
  if (process.stderr.isTTY) process.stderr.write(`\rround ${round} of ${rounds}`);
}
if (process.stderr.isTTY) process.stderr.write('\n');
for (const { two } of networks.values()) two.dispose();
for (const peer of new Set(Object.values(peers).map(({ peer }) => peer))) await peer.close();
rmSync(directory, { recursive: true });
report();

async function startPeers() {
  const file = (name) => fileURLToPath(new URL(name, import.meta.url));
  const place = (name, bytes) => {
    const path = join(directory, name);
    writeFileSync(path, bytes);
    return path;
  };
  const load = {
    images: place('images', train.inputs),
    labels: place('labels', train.labels),
    validationImages: place('validation-images', validation.inputs),
    validationLabels: place('validation-labels', validation.labels),
  };
  const found = {};
  for (const [name, program] of [
    ['tfjs', 'tfjs-peer.mjs'],
    ['jaxJs', 'jax-js-peer.mjs'],
  ]) {
    const peer = new Peer('node', [file(program)]);
    found[name] = { peer, ...(await peer.ask({ load })) };
  }
  for (const module of ['torch', 'jax']) {
    const python = [options.python, 'python3', '/usr/bin/python3'].find((one) => one && has(one, module));
    if (!python) {
      process.stderr.write(`No python3 with ${module} here: it is left out\n`);
      continue;
    }
    const single = { OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
    const peer = new Peer(python, [file(`${module}_peer.py`)], single);
    found[module] = { peer, ...(await peer.ask({ load })) };
  }
  // The same program, which makes twenty steps in a call.
  if (found.jax) found.scan = { ...found.jax, request: { together: 20 } };
  return found;
}

function has(python, module) {
  return spawnSync(python, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0;
}

async function build({ sizes, activation, batchNorm }, threads) {
  const weights = normalWeights(sizes, { seed: 1, standardDeviation: 0.05 });
  const layers = weights.map((matrix, index) => {
    const vector = (value) => new Float32Array(matrix.columns).fill(value);
    if (!batchNorm || index === weights.length - 1) return { weights: matrix, bias: vector(0) };
    const population = { populationMean: vector(0), populationVariance: vector(1) };
    return { weights: matrix, gamma: vector(1), beta: vector(0), ...population };
  });
  const shape = { layerSizes: sizes, activation, batchNorm, placement: 'before-activation' };
  const rest = { momentum: 0.99, epsilon: 1e-3, optimizer: { kind: 'sgd', momentum: 0 } };
  return CompiledNetwork.create({ ...shape, ...rest }, { step: 0, layers }, { threads });
}

/** One round of one network: steps per second of each peer, and seconds of a validation. */
async function measure(description) {
  const { one, two, stream } = networks.get(description.name);
  const { steps, learningRate, batchSize } = description;
  const sample = {};
  const trainSteps = (network) => {
    for (let step = 0; step < steps.ours; step++) {
      network.trainStep(train, stream.nextIndices(batchSize), learningRate);
    }
  };
  sample.ours = steps.ours / secondsOf(() => trainSteps(one), cpuSeconds);
  sample.two = steps.ours / secondsOf(() => trainSteps(two), clockSeconds);
  for (const [name, { peer, request }] of Object.entries(peers)) {
    if (!steps[name]) continue;
    const batches = Array.from({ length: steps[name] }, () => [...stream.nextIndices(batchSize)]);
    const { seconds } = await peer.ask({ train: description, batches, together: 1, ...request });
    sample[name] = steps[name] / seconds;
  }
  const validate = (network) => {
    sample.accuracy = network.evaluate(validation, 'population').accuracy;
  };
  sample.twoValidation = secondsOf(() => validate(two), clockSeconds);
  sample.validation = secondsOf(() => validate(one), cpuSeconds);
  if (peers.torch) sample.torchValidation = (await peers.torch.peer.ask({ validate: description })).seconds;
  return sample;
}

function secondsOf(action, now) {
  const start = now();
  action();
  return now() - start;
}

function clockSeconds() {
  return performance.now() / 1000;
}

function medianOf(name, value) {
  const values = (samples.get(name) ?? []).map(value).filter(Number.isFinite);
  return values.length ? median(values) : undefined;
}

function measured({ ratio, slowdown, validation: validated }) {
  if (ratio) return medianOf(ratio[0], (sample) => sample[ratio[1]] / sample[ratio[2]]);
  if (validated) return medianOf(validated, (sample) => sample.torchValidation / sample.validation);
  const [slow, fast] = slowdown.map((name) => samples.get(name));
  if (!slow || !fast) return undefined;
  return median(slow.map((sample, round) => fast[round].ours / sample.ours));
}

function report() {
  const speeds = cases.map(({ name }) => ({
    network: name,
    ours: medianOf(name, (sample) => sample.ours),
    ...Object.fromEntries(
      ['two', 'torch', 'jax', 'scan', 'jaxJs', 'tfjs'].map((peer) => [
        peer,
        medianOf(name, (sample) => sample[peer]),
      ]),
    ),
    validationMs: 1000 * medianOf(name, (sample) => sample.validation),
    twoValidationMs: 1000 * medianOf(name, (sample) => sample.twoValidation),
    torchValidationMs: 1000 * (medianOf(name, (sample) => sample.torchValidation) ?? NaN),
  }));
  const ratios = rows
    .map((row) => ({ ...row, value: measured(row) }))
    .filter(({ value }) => value !== undefined);
  const machine = { cpu: cpus()[0].model, cores: cpus().length, node: process.version };
  const versions = Object.fromEntries(
    Object.entries(peers).flatMap(([name, { version, request }]) => (request ? [] : [[name, version]])),
  );
  const document = { machine, versions, rounds, speeds, ratios, samples: Object.fromEntries(samples) };
  console.log(`\n${machine.cpu}, Node.js ${machine.node}, medians of ${rounds} rounds`);
  for (const table of [speedTable, validationTable, goalTable]) console.log(`\n${table(document)}`);
  if (only) return;
  const results = new URL('../results/', import.meta.url);
  mkdirSync(results, { recursive: true });
  writeFileSync(new URL('kernels.json', results), `${JSON.stringify(document, null, 2)}\n`);
  updateReadme('kernels', 'kernels', speedTable(document));
}
