import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compiledActivations, CompiledNetwork, type LabelledInputs, type NetworkShape } from '../../src';
import { arbitraryShape, randomExamples, randomValues, uniform } from '../helpers/arbitrary-network';
import { distance, referenceStep } from '../helpers/reference-network';

const arbitraryCase = fc.record({
  shape: arbitraryShape,
  seed: fc.integer({ min: 0, max: 1e9 }),
  batch: fc.integer({ min: 1, max: 19 }),
  kind: fc.constantFrom('bytes' as const, 'floats' as const),
  inputs: fc.constantFrom('sparse' as const, 'dense' as const),
});

function draw(count: number, size: number, seed: number): Uint32Array {
  const next = uniform(seed);
  return Uint32Array.from({ length: size }, () => Math.floor(next() * count));
}

const lesson: NetworkShape = {
  layerSizes: [9, 40, 33, 4],
  activation: 'relu',
  batchNorm: true,
  placement: 'before-activation',
  momentum: 0.99,
  epsilon: 1e-3,
  optimizer: { kind: 'sgd', momentum: 0 },
};
const examples = randomExamples(lesson, { count: 30, seed: 7, kind: 'bytes' });

describe('a training step', () => {
  test('is the step in double precision: any shape, activation, normalization, optimizer and batch', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCase, async ({ shape, seed, batch, kind, inputs }) => {
        const data = randomExamples(shape, { count: 23, seed: seed + 1, kind });
        const values = randomValues(shape, seed);
        const network = await CompiledNetwork.create(shape, values, { inputs });
        const indices = draw(23, batch, seed + 2);
        const loss = network.trainStep(data, indices, 0.05);
        const expected = referenceStep(shape, values, data, indices, 0.05);
        expect(loss).toBeCloseTo(expected.loss, 4);
        expect(distance(network.getState(), expected.values)).toBeLessThan(2e-4);
        expect(network.getState().step).toBe(4);
      }),
    );
  });

  test.each(compiledActivations)(
    'after another stays with double precision for a whole training: %s',
    async (activation) => {
      const optimizer = { kind: 'sgd' as const, momentum: 0.9 };
      const shape = { ...lesson, layerSizes: [9, 14, 11, 4], activation, momentum: 0.9, optimizer };
      let expected = randomValues(shape, 3);
      const network = await CompiledNetwork.create(shape, expected);
      for (let step = 0; step < 50; step++) {
        const batch = draw(30, 20, step);
        network.trainStep(examples, batch, 0.02);
        expected = referenceStep(shape, expected, examples, batch, 0.02).values;
      }
      expect(distance(network.getState(), expected)).toBeLessThan(1e-3);
    },
  );

  test('gives the same bits from sparse and from dense inputs, whatever was trained before', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCase, async ({ shape, seed, batch, kind }) => {
        const data = randomExamples(shape, { count: 23, seed: seed + 1, kind });
        const values = randomValues(shape, seed);
        const create = (inputs: 'sparse' | 'dense') => CompiledNetwork.create(shape, values, { inputs });
        const [sparse, dense] = [await create('sparse'), await create('dense')];
        for (const size of [batch, 1, 23]) {
          const indices = draw(23, size, seed + size);
          expect(sparse.trainStep(data, indices, 0.05)).toBe(dense.trainStep(data, indices, 0.05));
          expect(sparse.predict(data, 'population')).toEqual(dense.predict(data, 'population'));
        }
        expect(sparse.getState()).toEqual(dense.getState());
      }),
    );
  });

  test('goes on the same when the batch grows and shrinks between steps', async () => {
    const values = randomValues(lesson, 1);
    const [grown, fresh] = [
      await CompiledNetwork.create(lesson, values),
      await CompiledNetwork.create(lesson, values),
    ];
    const batches = [5, 29, 2, 30].map((size, i) => draw(30, size, i));
    for (const batch of batches) {
      grown.trainStep(examples, batch, 0.1);
      grown.evaluate(examples, 'batch');
    }
    // The other one has its largest buffers from the start.
    fresh.evaluate(examples, 'batch');
    for (const batch of batches) fresh.trainStep(examples, batch, 0.1);
    expect(grown.getState()).toEqual(fresh.getState());
  });

  test('for one batch after another is what train makes', async () => {
    const values = randomValues(lesson, 1);
    const [stepped, trained] = [
      await CompiledNetwork.create(lesson, values),
      await CompiledNetwork.create(lesson, values),
    ];
    const batches = draw(30, 45, 9);
    const losses = [0, 12, 24, 36].map((at) =>
      stepped.trainStep(examples, batches.subarray(at, at + 12), 0.1),
    );
    const options = { batchSize: 12, learningRate: 0.1 };
    expect(trained.train(examples, batches, options)).toEqual({
      batches: 4,
      loss: losses[3],
      diverged: false,
      seconds: expect.any(Number),
    });
    expect(trained.getState()).toEqual(stepped.getState());
    expect(() => trained.train(examples, batches, { ...options, batchSize: 1.5 })).toThrow(
      'CompiledNetwork.train: batchSize must be an integer of at least 1, got 1.5',
    );
    expect(() => trained.train(examples, new Uint32Array(), options)).toThrow('got none');
  });

  test('with an infinite loss is told of, though the losses after it are finite', async () => {
    const shape = { ...lesson, layerSizes: [2, 2] };
    // The first example's own class gets -3e38 times 2, which is no number of float32.
    const weights = { rows: 2, columns: 2, values: Float32Array.of(-3e38, 0, 0, 0) };
    const network = await CompiledNetwork.create(shape, {
      step: 0,
      layers: [{ weights, bias: new Float32Array(2) }],
    });
    const two = {
      count: 2,
      inputSize: 2,
      inputs: Float32Array.of(2, 0, 0, 1),
      labels: new Uint8Array(2),
    };
    const done = network.train(two, Uint32Array.of(1, 0, 1), { batchSize: 1, learningRate: 0.1 });
    expect(done).toMatchObject({ batches: 3, diverged: true });
    expect(done.loss).toBeLessThan(1);
  });

  test('of a run that diverges returns what is not finite, and says so from then on', async () => {
    const shape = { ...lesson, activation: 'leakyRelu' as const, batchNorm: false };
    const network = await CompiledNetwork.create(shape, randomValues(shape, 1));
    const losses = Array.from({ length: 40 }, () => network.trainStep(examples, draw(30, 12, 1), 1e6));
    const first = losses.findIndex((loss) => !Number.isFinite(loss));
    expect(first).toBeGreaterThan(0);
    expect(losses.slice(first + 1).every((loss) => Number.isNaN(loss))).toBe(true);
    expect(network.evaluate(examples, 'population').loss).toBeNaN();
  });
});

describe('inference', () => {
  test('is that in double precision, with population and with batch statistics, and changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryCase,
        fc.constantFrom('population' as const, 'batch' as const),
        async ({ shape, seed, batch, kind, inputs }, statistics) => {
          const data = randomExamples(shape, { count: batch, seed: seed + 1, kind });
          const values = randomValues(shape, seed);
          const network = await CompiledNetwork.create(shape, values, { inputs });
          const before = network.getState();
          const all = Uint32Array.from({ length: batch }, (_, i) => i);
          const { logits, loss } = referenceStep(shape, values, data, all, 0, statistics);
          const expected = logits.flatMap((row) => [...row]);
          const errors = network.predict(data, statistics).map((logit, i) => logit - expected[i]!);
          expect(Math.hypot(...errors)).toBeLessThan(1e-4 * Math.max(1, Math.hypot(...expected)));
          expect(network.evaluate(data, statistics).loss).toBeCloseTo(loss, 4);
          expect(network.getState()).toEqual(before);
        },
      ),
    );
  });

  test('does not depend on how many examples come at once', async () => {
    const many = randomExamples(lesson, { count: 301, seed: 3, kind: 'bytes' });
    const network = await CompiledNetwork.create(lesson, randomValues(lesson, 2));
    const logits = network.predict(many, 'population');
    for (const example of [0, 119, 120, 300]) {
      const one: LabelledInputs = {
        ...many,
        count: 1,
        inputs: many.inputs.slice(9 * example, 9 * (example + 1)),
        labels: many.labels.slice(example, example + 1),
      };
      expect(network.predict(one, 'population')).toEqual(logits.slice(4 * example, 4 * (example + 1)));
    }
    let hits = 0;
    for (let i = 0; i < 301; i++) {
      const row = logits.subarray(4 * i, 4 * i + 4);
      hits += Number(row.indexOf(Math.max(...row)) === many.labels[i]);
    }
    expect(network.evaluate(many, 'population').accuracy).toBe(hits / 301);
  });

  test('of ever new examples takes no more memory than of a few', async () => {
    const network = await CompiledNetwork.create(lesson, randomValues(lesson, 2));
    const ask = (seed: number) =>
      network.predict(randomExamples(lesson, { count: 30, seed, kind: 'floats' }), 'population');
    for (let seed = 0; seed < 10; seed++) ask(seed);
    const before = network.memoryBytes;
    for (let seed = 0; seed < 300; seed++) ask(seed);
    expect(network.memoryBytes).toBe(before);
  });
});

describe('state', () => {
  test('comes back as it was set, padding and layouts aside', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCase, async ({ shape, seed, kind, inputs }) => {
        const network = await CompiledNetwork.create(shape, randomValues(shape, seed), { inputs });
        network.trainStep(randomExamples(shape, { count: 9, seed, kind }), draw(9, 5, seed), 0.1);
        const other = randomValues(shape, seed + 1);
        network.setState(other);
        expect(network.getState()).toEqual(other);
      }),
    );
  });
});

describe('arguments', () => {
  const refusedShapes: [Partial<NetworkShape>, string][] = [
    [{ layerSizes: [4] }, 'layerSizes must be two or more positive integers, inputs first, got [4]'],
    [
      { layerSizes: [4, 0, 2] },
      'layerSizes must be two or more positive integers, inputs first, got [4, 0, 2]',
    ],
    [{ layerSizes: [4, 257] }, 'layerSizes must end with 256 classes at most, got 257'],
    [{ activation: 'softsign' as 'relu' }, 'shape.activation must be one of "relu", "sigmoid", "tanh"'],
    [
      { batchNorm: [true] },
      'shape.batchNorm must be true or false, or a list of that for 2 hidden layers, got [true]',
    ],
    [
      { placement: 'never' as 'before-activation' },
      'shape.placement must be one of "before-activation", "after-activation", got "never"',
    ],
    [{ momentum: 2 }, 'shape.momentum must be a number in [0, 1], got 2'],
    [{ epsilon: 0 }, 'shape.epsilon must be a finite number above 0, got 0'],
    [{ epsilon: 1e-50 }, 'epsilon must be a positive number of float32, got 1e-50'],
    [{ ghostBatchSize: 0.5 }, 'shape.ghostBatchSize must be an integer of at least 1, got 0.5'],
    [
      { optimizer: { kind: 'rmsprop' as 'sgd', momentum: 0 } },
      'shape.optimizer.kind must be one of "sgd", "adam", got "rmsprop"',
    ],
    [
      { optimizer: { kind: 'sgd', momentum: 1 } },
      'shape.optimizer.momentum must be a number in [0, 1), got 1',
    ],
    [
      { optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.9, epsilon: 0 } },
      'shape.optimizer.epsilon must be a finite number above 0, got 0',
    ],
  ];
  test.each(refusedShapes)('create refuses %j', async (change, message) => {
    const values = randomValues(lesson, 1);
    await expect(CompiledNetwork.create({ ...lesson, ...change }, values)).rejects.toThrow(message);
  });

  test('values of another network are refused, and change nothing', async () => {
    const network = await CompiledNetwork.create(lesson, randomValues(lesson, 1));
    const state = network.getState();
    const layers = state.layers;
    expect(() => network.setState({ step: -1, layers })).toThrow(
      'CompiledNetwork.setState: values.step must be an integer of at least 0, got -1',
    );
    expect(() => network.setState({ step: 1, layers: layers.slice(1) })).toThrow(
      'values must have 3 layers, got 2',
    );
    const short = { ...layers[0]!, gamma: new Float32Array(3) };
    expect(() => network.setState({ step: 1, layers: [short, ...layers.slice(1)] })).toThrow(
      'values.layers[0].gamma must hold 40 values, got 3',
    );
    const slots = [
      { weights: new Float32Array(360), gamma: new Float32Array(40), beta: new Float32Array(40) },
    ];
    expect(() =>
      network.setState({ step: 1, layers: [{ ...layers[0]!, slots }, ...layers.slice(1)] }),
    ).toThrow('values.layers[0].slots must be 0, got 1');
    expect(network.getState()).toEqual(state);
  });

  test('batches that would read what is not there are refused before a kernel runs', async () => {
    const network = await CompiledNetwork.create(lesson, randomValues(lesson, 1));
    const before = network.getState();
    const one = Uint32Array.of(0);
    const wrong = (data: Partial<LabelledInputs>, indices: Uint32Array = one, learningRate = 0.1) =>
      expect(() => network.trainStep({ ...examples, ...data }, indices, learningRate));
    wrong({}, Uint32Array.of(0, 30)).toThrow('indices must be below the 30 examples, got 30');
    wrong({}, new Uint32Array()).toThrow('indices must name at least one example, got none');
    wrong({}, one, NaN).toThrow('learningRate must be a finite number, got NaN');
    wrong({}, [0, 1] as unknown as Uint32Array).toThrow(
      'indices must be a Uint32Array, got an array; make one with Uint32Array.from(indices)',
    );
    wrong({ inputs: new Float64Array(270) as unknown as Float32Array }).toThrow(
      'examples.inputs must be a Uint8Array (a byte b stands for b / 255) or a Float32Array, got a Float64Array',
    );
    wrong({ labels: [0, 1] as unknown as Uint8Array }).toThrow(
      'examples.labels must be a Uint8Array, got an array',
    );
    wrong({ inputSize: 8 }).toThrow('examples.inputSize must be 9, as the network has 9 inputs, got 8');
    wrong({ inputs: examples.inputs.slice(1) }).toThrow(
      'examples must have 270 inputs and 30 labels for a count of 30, got 269 and 30',
    );
    wrong({ labels: examples.labels.map(() => 4) }).toThrow(
      "examples.labels must be below the network's 4 classes, got 4",
    );
    expect(() => network.predict({ ...examples, inputSize: 8 }, 'population')).toThrow(
      'CompiledNetwork.predict: examples.inputSize must be 9',
    );
    expect(() => network.evaluate(examples, 'moving' as 'batch')).toThrow(
      'CompiledNetwork.evaluate: statistics must be one of "population", "batch", got "moving"',
    );
    await expect(
      CompiledNetwork.create(lesson, randomValues(lesson, 1), { inputs: 'few' as 'sparse' }),
    ).rejects.toThrow('inputs must be one of "auto", "sparse", "dense", got "few"');
    expect(network.getState()).toEqual(before);
  });
});
