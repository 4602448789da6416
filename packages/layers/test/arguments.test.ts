import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import * as bnlab from '../src';
import { useBackendInTests } from './helpers/backends';

/** Calls of a public function that it must refuse. `null` where it takes no options, or needs no argument. */
interface Refusals {
  misspelt: (() => unknown) | null;
  missing: (() => unknown) | null;
  wrongType: () => unknown;
}

const none = undefined as never;
const any = (value: unknown) => value as never;
const examples = { count: 2, inputSize: 2, inputs: new Float32Array(4), labels: new Uint8Array(2) };
const stream = { examples, nextIndices: () => Uint32Array.of(0, 1) };

let model: tf.LayersModel;
let net: bnlab.NeuralNet;

const ofCell = (make: (config: bnlab.BatchNormCellConfig) => unknown): Refusals => ({
  misspelt: () => make({ units: 1, maxSteps: 1, momentun: 0.5 } as never),
  missing: () => make(none),
  wrongType: () => make({ units: '1', maxSteps: 1 } as never),
});
const ofLayer = (make: (config: object) => unknown): Refusals => ({
  misspelt: () => make({ epsilom: 1 }),
  missing: null,
  wrongType: () => make({ center: 'yes' }),
});
const ofModel = (use: (model: tf.LayersModel) => unknown): Refusals => ({
  misspelt: null,
  missing: () => use(none),
  wrongType: () => use(any({ layers: [] })),
});

/** Every function and class of the index. */
const functions: Record<string, Refusals> = {
  BatchNormalization: ofLayer((config) => new bnlab.BatchNormalization(config)),
  batchNormalization: ofLayer((config) => bnlab.batchNormalization(config)),
  GroupNormalization: ofLayer((config) => new bnlab.GroupNormalization(config)),
  groupNormalization: ofLayer((config) => bnlab.groupNormalization(config)),
  BatchNormGRUCell: ofCell((config) => new bnlab.BatchNormGRUCell(config)),
  batchNormGRUCell: ofCell((config) => bnlab.batchNormGRUCell(config)),
  BatchNormLSTMCell: ofCell((config) => new bnlab.BatchNormLSTMCell(config)),
  batchNormLSTMCell: ofCell((config) => bnlab.batchNormLSTMCell(config)),
  BatchNormSimpleRNNCell: ofCell((config) => new bnlab.BatchNormSimpleRNNCell(config)),
  batchNormSimpleRNNCell: ofCell((config) => bnlab.batchNormSimpleRNNCell(config)),
  convertToBnlab: ofModel(bnlab.convertToBnlab),
  freezeBatchNorm: ofModel(bnlab.freezeBatchNorm),
  unfreezeBatchNorm: ofModel(bnlab.unfreezeBatchNorm),
  foldBatchNorm: {
    misspelt: () => bnlab.foldBatchNorm(model, { onkept: () => {} } as never),
    missing: () => bnlab.foldBatchNorm(none),
    wrongType: () => bnlab.foldBatchNorm(model, { onKept: any('log') }),
  },
  recalibrate: {
    misspelt: () => bnlab.recalibrate(model, tf.ones([2, 2]), { batchsize: 1 } as never),
    missing: () => bnlab.recalibrate(model, none),
    wrongType: () => bnlab.recalibrate(model, tf.ones([2, 2]), { batchSize: any('1') }),
  },
  adaptStatistics: {
    misspelt: () => bnlab.adaptStatistics(model, tf.ones([2, 2]), { priors: 1 } as never),
    missing: () => bnlab.adaptStatistics(model, none),
    wrongType: () => bnlab.adaptStatistics(model, tf.ones([2, 2]), { prior: any('1') }),
  },
  createReplicas: {
    misspelt: () => bnlab.createReplicas({ replica: 2 } as never),
    missing: () => bnlab.createReplicas(none),
    wrongType: () => bnlab.createReplicas({ replicas: any('2') }),
  },
  joinReplicas: {
    misspelt: () =>
      bnlab.joinReplicas({ ...bnlab.createReplicas({ replicas: 1 }).shared, timout: 1 } as never, 0),
    missing: () => bnlab.joinReplicas(none, 0),
    wrongType: () => bnlab.joinReplicas(bnlab.createReplicas({ replicas: 1 }).shared, any('0')),
  },
  useStatistics: {
    misspelt: null,
    missing: () => bnlab.useStatistics(model, none),
    wrongType: () => bnlab.useStatistics(any({ layers: [] }), 'target'),
  },
  summarizeBatchNorm: {
    misspelt: () => bnlab.summarizeBatchNorm(model, { bach: tf.ones([2, 2]) } as never),
    missing: () => bnlab.summarizeBatchNorm(none),
    wrongType: () => bnlab.summarizeBatchNorm(model, { batch: any(3) }),
  },
  fileSystem: {
    misspelt: null,
    missing: () => bnlab.fileSystem(none),
    wrongType: () => bnlab.fileSystem(any(3)),
  },
  keras3: {
    misspelt: null,
    missing: () => bnlab.keras3(none),
    wrongType: () => bnlab.keras3(any(3)),
  },
  useBackend: { misspelt: null, missing: null, wrongType: () => bnlab.useBackend(any(3)) },
  createVariables: {
    misspelt: null,
    missing: () => bnlab.createVariables(none),
    wrongType: () => bnlab.createVariables({ weights: any([1, 2]) }),
  },
  digestState: {
    misspelt: null,
    missing: () => bnlab.digestState(none),
    wrongType: () => bnlab.digestState(any({ layers: 3 })),
  },
  normalWeights: {
    misspelt: () => bnlab.normalWeights([2, 2], { seed: 1, standardDevation: 1 } as never),
    missing: () => bnlab.normalWeights([2, 2], none),
    wrongType: () => bnlab.normalWeights(any(2), { seed: 1, standardDeviation: 1 }),
  },
  'NeuralNet.create': {
    misspelt: () => bnlab.NeuralNet.create({ layerSizes: [2, 2], batchnorm: false } as never),
    missing: () => bnlab.NeuralNet.create(none),
    wrongType: () => bnlab.NeuralNet.create({ layerSizes: any('2, 2') }),
  },
  'NeuralNet.create, optimizer': {
    misspelt: () =>
      bnlab.NeuralNet.create({ layerSizes: [2, 2], optimizer: { kind: 'sgd', momentun: 0.9 } as never }),
    missing: () => bnlab.NeuralNet.create({ layerSizes: [2, 2], optimizer: {} as never }),
    wrongType: () => bnlab.NeuralNet.create({ layerSizes: [2, 2], optimizer: any(3) }),
  },
  'NeuralNet.restore': {
    misspelt: () => bnlab.NeuralNet.restore('file:///nowhere', { engin: 'tfjs' } as never),
    missing: () => bnlab.NeuralNet.restore(none),
    wrongType: () => bnlab.NeuralNet.restore(any(3)),
  },
};

/** A model that the compiled engine takes. */
const dense = () => {
  const made = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
  made.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  return made;
};
const compiled = () => bnlab.compileTraining(dense());
const [x, y] = [new Float32Array(4), new Float32Array(2)];
const layered: bnlab.LayeredNetOptions = { inputShape: [2], layers: [{ kind: 'dense', units: 2 }] };
const layeredNet = () => bnlab.NeuralNet.create(layered);
const engine = { trainStep: () => {} } as never;

Object.assign(functions, {
  compileTraining: {
    misspelt: () => bnlab.compileTraining(dense(), { optimiser: 'sgd' } as never),
    missing: () => bnlab.compileTraining(none),
    wrongType: () => bnlab.compileTraining(dense(), { convolutions: any(3) }),
  },
  'CompiledModel.fit': {
    misspelt: async () => (await compiled()).fit(x, y, { epoch: 2 } as never),
    missing: async () => (await compiled()).fit(none, y),
    wrongType: async () => (await compiled()).fit(x, y, { epochs: any('2') }),
  },
  'CompiledModel.train': {
    misspelt: async () => (await compiled()).train(stream, { learningRate: 1, epoch: 1 } as never),
    missing: async () => (await compiled()).train(stream, none),
    wrongType: async () => (await compiled()).train(any(3), { learningRate: 1, epochs: 1 }),
  },
  'NeuralNet.create, layers': {
    misspelt: () => bnlab.NeuralNet.create({ ...layered, los: 'huber' } as never),
    missing: () => bnlab.NeuralNet.create({ layers: layered.layers } as never),
    wrongType: () => bnlab.NeuralNet.create({ ...layered, layers: any('dense') }),
  },
  'NeuralNet.create, layers on an engine': {
    misspelt: () => bnlab.NeuralNet.create({ ...layered, backends: 'cpu' } as never),
    missing: null,
    wrongType: () => bnlab.NeuralNet.create({ ...layered, engine: any(3) }),
  },
  'NeuralNet.fromLayersModel': {
    misspelt: () => bnlab.NeuralNet.fromLayersModel(dense(), { optimiser: 'sgd' } as never),
    missing: () => bnlab.NeuralNet.fromLayersModel(none),
    wrongType: () => bnlab.NeuralNet.fromLayersModel(dense(), { classNames: any('a') }),
  },
  'LayeredNet.fit': {
    misspelt: async () => (await layeredNet()).fit(x, y, { epoch: 2 } as never),
    missing: async () => (await layeredNet()).fit(x, y),
    wrongType: async () => (await layeredNet()).fit(x, y, { learningRate: 1, epochs: any('2') }),
  },
  'LayeredNet.train': {
    misspelt: async () => (await layeredNet()).train(stream, { learningRate: 1, epoch: 1 } as never),
    missing: async () => (await layeredNet()).train(stream, { learningRate: 1 }),
    wrongType: async () => (await layeredNet()).train(any(3), { learningRate: 1, epochs: 1 }),
  },
  'LayeredNet.trainInWorker': {
    misspelt: async () => (await layeredNet()).trainInWorker(stream, { learningRat: 1 } as never),
    missing: async () => (await layeredNet()).trainInWorker(none, { learningRate: 1, epochs: 1 }),
    wrongType: async () => (await layeredNet()).trainInWorker(stream, { learningRate: any('1'), epochs: 1 }),
  },
  'LayeredNet.evaluate': {
    misspelt: async () => (await layeredNet()).evaluate(stream.examples, { statistic: 'batch' } as never),
    missing: null,
    wrongType: async () => (await layeredNet()).evaluate(stream.examples, { statistics: any(3) }),
  },
  'LayeredNet.observe': {
    misspelt: async () => (await layeredNet()).observe(examples, Uint32Array.of(0), { bin: 3 } as never),
    missing: async () => (await layeredNet()).observe(examples, none),
    wrongType: async () => (await layeredNet()).observe(any('all'), Uint32Array.of(0)),
  },
  'LayeredNet.recalibrate': {
    misspelt: async () => (await layeredNet()).recalibrate(examples, { kep: 0.5 } as never),
    missing: async () => (await layeredNet()).recalibrate(none),
    wrongType: async () => (await layeredNet()).recalibrate(any('all')),
  },
  'LayeredNet.adaptStatistics': {
    misspelt: async () => (await layeredNet()).adaptStatistics(examples, { priors: 5 } as never),
    missing: async () => (await layeredNet()).adaptStatistics(none),
    wrongType: async () => (await layeredNet()).adaptStatistics(examples, { prior: any('16') }),
  },
  'LayeredNet.setState': {
    misspelt: async () => (await layeredNet()).setState({ step: 0, layer: {} } as never),
    missing: async () => (await layeredNet()).setState(none),
    wrongType: async () => (await layeredNet()).setState({ step: 0, layers: any(3) }),
  },
  'LayeredNet.evaluateClasses': {
    misspelt: async () => (await layeredNet()).evaluateClasses(examples, { statistic: 'batch' } as never),
    missing: async () => (await layeredNet()).evaluateClasses(none),
    wrongType: async () => (await layeredNet()).evaluateClasses(any('all')),
  },
  'LayeredNet.predict': {
    misspelt: async () => (await layeredNet()).predict(x, { a: 'classes' } as never),
    missing: async () => (await layeredNet()).predict(none),
    wrongType: async () => (await layeredNet()).predict(x, { as: any(3) }),
  },
  'LayeredNet.writeTo': {
    misspelt: null,
    missing: async () => (await layeredNet()).writeTo(none),
    wrongType: async () => (await layeredNet()).writeTo(any({ layers: [] })),
  },
  'LayeredNet.save': {
    misspelt: null,
    missing: async () => (await layeredNet()).save(none),
    wrongType: async () => (await layeredNet()).save(any(3)),
  },
  batches: {
    misspelt: () => bnlab.batches(examples, { batchsize: 2 } as never),
    missing: () => bnlab.batches(none),
    wrongType: () => bnlab.batches(examples, { augment: any('flip') }),
  },
  classReport: {
    misspelt: () => bnlab.classReport([0], [0], { className: ['a'] } as never),
    missing: () => bnlab.classReport(none, [0]),
    wrongType: () => bnlab.classReport([0], any('0')),
  },
  train: {
    misspelt: () => bnlab.train(engine, stream, { learningRate: 1, epoch: 1 } as never),
    missing: () => bnlab.train(none, stream, { learningRate: 1, epochs: 1 }),
    wrongType: () => bnlab.train(engine, any(3), { learningRate: 1, epochs: 1 }),
  },
  cosineRate: {
    misspelt: () => bnlab.cosineRate({ from: 1, step: 2 } as never),
    missing: () => bnlab.cosineRate(none),
    wrongType: () => bnlab.cosineRate({ from: any('1'), steps: 2 }),
  },
  stepRate: {
    misspelt: () => bnlab.stepRate({ from: 1, ever: 2 } as never),
    missing: () => bnlab.stepRate(none),
    wrongType: () => bnlab.stepRate({ from: any('1'), every: 2 }),
  },
} satisfies Record<string, Refusals>);

/** Every method of `NeuralNet`. */
const methods: Record<string, Refusals> = {
  train: {
    misspelt: () => net.train(stream, { learningRate: 1, trainingBatches: 1, validatoin: examples } as never),
    missing: () => net.train(stream, none),
    wrongType: () => net.train(any([]), { learningRate: 1, trainingBatches: 1 }),
  },
  trainInWorker: {
    misspelt: () => net.trainInWorker(stream, { learningRate: 1, trainingBatches: 1, batchsize: 2 } as never),
    missing: () => net.trainInWorker(none, { learningRate: 1, trainingBatches: 1 }),
    wrongType: () => net.trainInWorker(stream, { learningRate: any('1'), trainingBatches: 1 }),
  },
  observe: {
    misspelt: () => net.observe(examples, Uint32Array.of(0), { bin: 3 } as never),
    missing: () => net.observe(examples, none),
    wrongType: () => net.observe(any('all'), Uint32Array.of(0)),
  },
  evaluate: {
    misspelt: () => net.evaluate(examples, { statistic: 'batch' } as never),
    missing: () => net.evaluate(none),
    wrongType: () => net.evaluate(any(new Float32Array(4))),
  },
  recalibrate: {
    misspelt: () => net.recalibrate(examples, { kep: 0.5 } as never),
    missing: () => net.recalibrate(none),
    wrongType: () => net.recalibrate(examples, { keep: any('0.5') }),
  },
  adaptStatistics: {
    misspelt: () => net.adaptStatistics(examples, { priors: 5 } as never),
    missing: () => net.adaptStatistics(none),
    wrongType: () => net.adaptStatistics(examples, { prior: any('16') }),
  },
  evaluateClasses: {
    misspelt: () => net.evaluateClasses(examples, { className: ['a', 'b'] } as never),
    missing: () => net.evaluateClasses(none),
    wrongType: () => net.evaluateClasses(examples, { classNames: any(3) }),
  },
  predict: {
    misspelt: () => net.predict(examples, { statistic: 'batch' } as never),
    missing: () => net.predict(none),
    wrongType: () => net.predict(any([1, 2])),
  },
  setState: {
    misspelt: null,
    missing: () => net.setState(none),
    wrongType: () => net.setState(any({ step: 0, layers: 3 })),
  },
  save: { misspelt: null, missing: () => net.save(none), wrongType: () => net.save(any(3)) },
};

describe('every public function', () => {
  useBackendInTests('cpu');
  beforeAll(async () => {
    model = tf.sequential({ layers: [bnlab.batchNormalization({ inputShape: [2] })] });
    net = await bnlab.NeuralNet.create({ layerSizes: [2, 2] });
  });
  afterAll(() => net.dispose());

  test('is in this table', () => {
    const values = Object.entries(bnlab).filter(([, value]) => typeof value === 'function');
    const known = Object.keys(functions).map((name) => name.split('.')[0]!);
    const classesOfErrors = ['ArgumentError', 'BackendError'];
    const unknown = values
      .map(([name]) => name)
      .filter((name) => ![...known, ...classesOfErrors].includes(name));
    expect(unknown).toEqual([]);
    const withoutArguments = ['constructor', 'getState', 'toLayersModel', 'dispose'];
    const ofNetworks = Object.getOwnPropertyNames(bnlab.NeuralNet.prototype).filter((name) => {
      const value: unknown = Object.getOwnPropertyDescriptor(bnlab.NeuralNet.prototype, name)!.value;
      return typeof value === 'function' && !withoutArguments.includes(name);
    });
    expect(Object.keys(methods).sort()).toEqual(ofNetworks.sort());
    const ofLayered = Object.getOwnPropertyNames(bnlab.LayeredNet.prototype).filter((name) => {
      const value: unknown = Object.getOwnPropertyDescriptor(bnlab.LayeredNet.prototype, name)!.value;
      const inside = ['callerOf', 'fitAs'];
      return typeof value === 'function' && ![...withoutArguments, ...inside].includes(name);
    });
    const inTable = Object.keys(functions).filter((name) => name.startsWith('LayeredNet.'));
    expect(inTable.sort()).toEqual(ofLayered.map((name) => `LayeredNet.${name}`).sort());
  });

  const cases = Object.entries({ ...functions, ...methods }).flatMap(([name, refusals]) =>
    (['misspelt', 'missing', 'wrongType'] as const).flatMap((kind) => {
      const call = refusals[kind];
      return call ? [{ name, kind, call }] : [];
    }),
  );
  test.each(cases)('$name refuses: $kind', async ({ name, kind, call }) => {
    const refused = Promise.resolve().then(call);
    await expect(refused).rejects.toBeInstanceOf(bnlab.ArgumentError);
    const { message } = (await refused.catch((error: unknown) => error)) as Error;
    if (kind === 'misspelt') expect(message).toMatch(/unknown option "\w+"\. Did you mean "\w+"\?/);
    else expect(message).toMatch(/ must | either /);
    const [spelt] = name.split(',');
    expect(message.split(':')[0]!.toLowerCase()).toContain(spelt!.toLowerCase());
  });
});
