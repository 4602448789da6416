import { describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { batchNormalization, foldBatchNorm } from '../../src';
import { layersByPath } from '../../src/tools/layer-paths';
import { describeOnBackends, useBackendInTests } from '../helpers/backends';
import { expectClose } from '../helpers/expect-close';
import { artifactsOf, modelOf } from '../helpers/memory-model';
import { inputsOf, predictAll } from '../helpers/predict-all';
import { setTrainedWeights } from '../helpers/set-weights';

const { dense } = tf.layers;
const channelsFirst = { dataFormat: 'channelsFirst' } as const;

function normPaths(model: tf.LayersModel): string[] {
  const layers = [...layersByPath(model)];
  return layers.filter(([, layer]) => layer.getClassName() === 'BatchNormalization').map(([path]) => path);
}

/** The folded model, after the check that it predicts the same and that the old one is as it was. */
async function foldAndCompare(model: tf.LayersModel, seed?: number) {
  setTrainedWeights(model, seed);
  const kept: Record<string, string> = {};
  const before = model.weights.map((weight) => weight.read().arraySync());
  const expected = predictAll(model);
  const folded = await foldBatchNorm(model, { onKept: (path, reason) => (kept[path] = reason) });
  expectClose(predictAll(folded), expected, 1e-4);
  expect(folded.outputNames).toEqual(model.outputNames);
  expect(normPaths(folded).sort()).toEqual(Object.keys(kept).sort());
  expect(model.weights.map((weight) => weight.read().arraySync())).toEqual(before);
  return { folded, kept };
}

function chain(layers: tf.layers.Layer[]): tf.Sequential {
  return tf.sequential({ layers });
}

const image = [5, 6, 3];
const options = { filters: 4, kernelSize: 2 } as const;

/** A layer of each kind, with the axis of its channels. */
const kinds: Record<string, [make: (useBias: boolean) => tf.layers.Layer, axis: number]> = {
  dense: [(useBias) => dense({ units: 4, useBias, inputShape: [3] }), -1],
  'dense on sequences': [(useBias) => dense({ units: 4, useBias, inputShape: [2, 3] }), 2],
  conv1d: [(useBias) => tf.layers.conv1d({ ...options, useBias, inputShape: [5, 3] }), -1],
  conv2d: [(useBias) => tf.layers.conv2d({ ...options, useBias, inputShape: image, dilationRate: 2 }), -1],
  'conv2d with padding same': [
    (useBias) => tf.layers.conv2d({ ...options, useBias, inputShape: image, padding: 'same' }),
    -1,
  ],
  'conv2d, channels first': [
    (useBias) => tf.layers.conv2d({ ...options, ...channelsFirst, useBias, inputShape: image, strides: 2 }),
    1,
  ],
  conv3d: [(useBias) => tf.layers.conv3d({ ...options, useBias, inputShape: [3, 3, 3, 2] }), -1],
  'conv3d, channels first': [
    (useBias) => tf.layers.conv3d({ ...options, ...channelsFirst, useBias, inputShape: [2, 3, 3, 3] }),
    1,
  ],
  conv2dTranspose: [
    (useBias) => tf.layers.conv2dTranspose({ ...options, useBias, inputShape: image, strides: 2 }),
    -1,
  ],
  'conv2dTranspose, channels first': [
    (useBias) => tf.layers.conv2dTranspose({ ...options, ...channelsFirst, useBias, inputShape: image }),
    1,
  ],
  depthwiseConv2d: [
    (useBias) => tf.layers.depthwiseConv2d({ kernelSize: 2, depthMultiplier: 2, useBias, inputShape: image }),
    -1,
  ],
  'depthwiseConv2d, channels first': [
    (useBias) =>
      tf.layers.depthwiseConv2d({
        ...channelsFirst,
        kernelSize: 2,
        depthMultiplier: 2,
        useBias,
        inputShape: image,
      }),
    1,
  ],
  separableConv2d: [
    (useBias) => tf.layers.separableConv2d({ ...options, depthMultiplier: 2, useBias, inputShape: image }),
    -1,
  ],
};

describeOnBackends('foldBatchNorm', () => {
  test.each(Object.entries(kinds))('%s, with and without bias, gamma and beta', async (_, [make, axis]) => {
    for (const useBias of [true, false]) {
      const norm = batchNormalization({ axis, scale: useBias, epsilon: 0.01 });
      const withoutBeta = batchNormalization({ axis, center: false });
      const { folded } = await foldAndCompare(chain([make(useBias), norm, withoutBeta]));
      expect(folded.layers).toHaveLength(1);
    }
  });

  /** Layers that take in a batch norm before them. */
  const takers = Object.entries(kinds).filter(([name]) => !/same|Transpose|separable/.test(name));
  test.each(takers)('before %s, as the first layer of a model', async (_, [make]) => {
    for (const useBias of [true, false]) {
      const layer = make(useBias);
      const inputShape = layer.batchInputShape.slice(1) as number[];
      // The channels of its output are where those of its input are.
      const axis = layer.getConfig().dataFormat === 'channelsFirst' ? 1 : -1;
      const norm = batchNormalization({ axis, inputShape, center: useBias, epsilon: 0.01 });
      const { folded } = await foldAndCompare(chain([norm, layer]));
      expect(folded.layers).toHaveLength(1);
    }
  });

  /** One more layer of a random model, on earlier tensors, of which the latest count most. */
  const step = fc.record({
    kind: fc.constantFrom('conv', 'depthwise', 'separable', 'dense', 'norm', 'norm', 'relu', 'add', 'model'),
    back: fc.constantFrom(0, 0, 0, 0, 1, 2, 5),
    isShared: fc.boolean(),
    axis: fc.constantFrom(-1, -1, -1, 3, 1),
    activation: fc.constantFrom('linear', 'linear', 'linear', 'relu'),
    useBias: fc.boolean(),
    kernelSize: fc.constantFrom(1, 2),
  });
  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

  /** Layers keep the shape of their input, so that any can follow any. */
  function layerOf({ kind, axis, activation, useBias, kernelSize }: Step): tf.layers.Layer {
    const padding = kernelSize === 1 ? 'valid' : 'same';
    const config = { padding, kernelSize, filters: 3, activation, useBias } as const;
    switch (kind) {
      case 'conv':
        return tf.layers.conv2d(config);
      case 'depthwise':
        return tf.layers.depthwiseConv2d(config);
      case 'separable':
        return tf.layers.separableConv2d(config);
      case 'dense':
        return dense({ units: 3, activation, useBias });
      case 'norm':
        return batchNormalization({ axis, scale: useBias });
      case 'relu':
        return tf.layers.reLU();
      case 'add':
        return tf.layers.add();
      case 'model':
        return chain([tf.layers.conv2d({ ...config, inputShape: [4, 4, 3] }), batchNormalization({ axis })]);
    }
  }

  function graphOf(steps: Step[], outputs: number[]): tf.LayersModel {
    const input = tf.input({ shape: [4, 4, 3] });
    const tensors = [input];
    const made = new Map<string, tf.layers.Layer>();
    for (const step of steps) {
      const x = tensors.at(-1 - step.back) ?? input;
      // TensorFlow.js cannot add a tensor to itself.
      const others = tensors.filter((tensor) => tensor !== x);
      if (step.kind === 'add' && others.length === 0) continue;
      const shared = step.isShared ? made.get(step.kind) : undefined;
      const layer = shared ?? layerOf(step);
      made.set(step.kind, layer);
      const inputs = step.kind === 'add' ? [x, others.at(-1)!] : x;
      tensors.push(layer.apply(inputs) as tf.SymbolicTensor);
    }
    const ends = outputs.map((back) => tensors.at(-1 - back)).filter((tensor) => tensor !== undefined);
    return tf.model({ inputs: input, outputs: [...new Set(ends)] });
  }

  /** TensorFlow.js gets some models wrong whose shared layers are called at several depths. */
  const canBeRebuilt = (model: tf.LayersModel) =>
    foldBatchNorm(model).then(
      (folded) => folded.dispose() !== undefined,
      (error: Error) => !error.message.includes('one that TensorFlow.js can rebuild'),
    );

  /** And of some with several outputs it disposes of a tensor that another layer needs. */
  function canPredict(model: tf.LayersModel): boolean {
    try {
      predictAll(model).dispose();
      return true;
    } catch (error) {
      expect((error as Error).message).toContain("reading 'backend'");
      return false;
    }
  }

  test('a model of any layers, branches, shared layers and models in it predicts the same', async () => {
    const steps = fc.array(step, { minLength: 2, maxLength: 8 });
    const outputs = fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(steps, outputs, fc.integer({ min: 1, max: 1000 }), async (steps, outputs, seed) => {
        const model = graphOf(steps, [0, ...outputs]);
        fc.pre(canPredict(model) && (await canBeRebuilt(model)));
        const { folded } = await foldAndCompare(model, seed);
        folded.dispose();
        model.dispose();
      }),
    );
  });
});

describe('what is folded', () => {
  useBackendInTests('cpu');
  const input = () => tf.input({ shape: [3] });
  const apply = (layer: tf.layers.Layer, x: unknown) =>
    layer.apply(x as tf.SymbolicTensor) as tf.SymbolicTensor;
  const norm = (name = 'norm') => batchNormalization({ name });

  test('a layer that is called twice, with the norm after both calls', async () => {
    const [inputs, project, shared] = [[input(), input()], dense({ units: 3 }), norm()];
    const outputs = inputs.map((x) => apply(shared, apply(project, x)));
    const { folded } = await foldAndCompare(tf.model({ inputs, outputs }));
    expect(normPaths(folded)).toEqual([]);
  });

  test('two branches, each for itself', async () => {
    const x = input();
    const branches = [norm('a'), norm('b')].map((layer) => apply(layer, apply(dense({ units: 3 }), x)));
    const sum = tf.layers.add().apply(branches) as tf.SymbolicTensor;
    const { kept } = await foldAndCompare(tf.model({ inputs: x, outputs: sum }));
    expect(kept).toEqual({});
  });

  test('in models in the model and in timeDistributed, whichever of the two layers is in it', async () => {
    const { timeDistributed } = tf.layers;
    const block = chain([dense({ units: 4, inputShape: [3] }), norm()]);
    const layers = [
      timeDistributed({ layer: block, inputShape: [2, 3] }),
      dense({ units: 3 }),
      timeDistributed({ layer: norm('a') }),
      timeDistributed({ layer: dense({ units: 3 }) }),
      norm('b'),
      timeDistributed({ layer: dense({ units: 3 }) }),
      timeDistributed({ layer: norm('c') }),
    ];
    const { kept } = await foldAndCompare(chain(layers));
    expect(kept).toEqual({});
  });

  test('after activations, into the layer after', async () => {
    const layers = [
      dense({ units: 4, activation: 'relu', inputShape: [3] }),
      norm('a'),
      dense({ units: 5, activation: 'tanh', name: 'second' }),
      norm('b'),
      dense({ units: 2, activation: 'softmax' }),
    ];
    const { folded, kept } = await foldAndCompare(chain(layers));
    expect(kept).toEqual({});
    expect(folded.layers.map((layer) => layer.getClassName())).toEqual(['Dense', 'Dense', 'Dense']);
  });

  test('a layer with constraints, which the folded weights would not meet', async () => {
    const maxNorm = tf.constraints.maxNorm({ maxValue: 0.1 });
    const constrained = dense({
      units: 3,
      inputShape: [3],
      kernelConstraint: maxNorm,
      biasConstraint: maxNorm,
    });
    const { folded } = await foldAndCompare(chain([constrained, norm()]));
    // Loading writes the weights once more.
    expectClose(predictAll(await modelOf(await artifactsOf(folded))), predictAll(folded), 1e-6);
  });

  test('stock layers, which never use the batch to predict', async () => {
    const stock = tf.layers.batchNormalization();
    const x = input();
    const y = stock.apply(apply(dense({ units: 3 }), x), { training: true }) as tf.SymbolicTensor;
    const z = tf.layers.batchNormalization().apply(tf.layers.reLU().apply(y), { training: true });
    const { kept } = await foldAndCompare(tf.model({ inputs: x, outputs: z as tf.SymbolicTensor }));
    expect(Object.keys(kept)).toHaveLength(1);
  });
});

describe('what stays, with the reason', () => {
  useBackendInTests('cpu');
  const input = () => tf.input({ shape: [3] });
  const apply = (layer: tf.layers.Layer, x: unknown) =>
    layer.apply(x as tf.SymbolicTensor) as tf.SymbolicTensor;
  const norm = () => batchNormalization({ name: 'norm' });
  const first = (config: object = {}) => dense({ units: 3, name: 'first', inputShape: [3], ...config });
  const onSequences = { inputShape: [3, 3] };

  const cases: [string, () => tf.LayersModel, string][] = [
    ['after an input', () => chain([batchNormalization({ name: 'norm', inputShape: [3] })]), 'not one layer'],
    [
      'after an activation',
      () => chain([first({ activation: 'relu' }), norm()]),
      '"first" before it has an activation; what it gives does not go to one layer alone',
    ],
    ['after another kind', () => chain([first(), tf.layers.dropout({ rate: 0.5 }), norm()]), 'is a Dropout'],
    [
      'on another axis',
      () => chain([first(onSequences), batchNormalization({ name: 'norm', axis: 1 })]),
      'its axis is 1, and the channels of "first" before it are on axis 2',
    ],
    [
      'before a convolution that pads',
      () =>
        chain([
          batchNormalization({ name: 'norm', inputShape: image }),
          tf.layers.conv2d({ ...options, padding: 'same', name: 'last' }),
        ]),
      '"last" after it pads its input',
    ],
    [
      'before channels on another axis',
      () => chain([batchNormalization({ name: 'norm', axis: 1, inputShape: [3, 2] }), dense({ units: 3 })]),
      'after it has its channels on another axis',
    ],
    [
      'before two layers, or one that is called twice',
      () => {
        const [x, shared] = [input(), dense({ units: 3 })];
        const [a, b] = [norm(), batchNormalization({ name: 'other' })].map((layer) => apply(layer, x));
        const others = [apply(tf.layers.reLU(), b!), apply(dense({ units: 3 }), b!)];
        return tf.model({ inputs: x, outputs: [apply(shared, a!), apply(shared, x), ...others] });
      },
      'what it gives does not go to one layer alone',
    ],
    [
      'on several axes',
      () => chain([first(onSequences), batchNormalization({ name: 'norm', axis: [1, 2] })]),
      'several channel axes',
    ],
    [
      'with the batch’s statistics',
      () => chain([first(), batchNormalization({ name: 'norm', training: true })]),
      'statistics of the batch',
    ],
    [
      'with the batch’s statistics by its call',
      () => {
        const x = input();
        const y = norm().apply(apply(first(), x), { training: true }) as tf.SymbolicTensor;
        return tf.model({ inputs: x, outputs: y });
      },
      'statistics of the batch',
    ],
    [
      'where the layer before is an output too',
      () => {
        const x = input();
        const y = apply(first(), x);
        return tf.model({ inputs: x, outputs: [y, apply(norm(), y)] });
      },
      'goes to other layers too',
    ],
    [
      'called on two layers',
      () => {
        const [x, shared] = [input(), norm()];
        const outputs = [first(), dense({ units: 3 })].map((layer) => apply(shared, apply(layer, x)));
        return tf.model({ inputs: x, outputs });
      },
      'not one layer',
    ],
    [
      'called twice on the same, which would make one output of two',
      () => {
        const [x, shared] = [input(), norm()];
        const y = apply(first(), x);
        return tf.model({ inputs: x, outputs: [apply(shared, y), apply(shared, y)] });
      },
      'not one layer',
    ],
  ];
  test.each(cases)('%s', async (_, make, reason) => {
    const { kept } = await foldAndCompare(make());
    expect(kept.norm).toContain(reason);
  });
});

describe('a folded model', () => {
  useBackendInTests('cpu');

  test('is refused where TensorFlow.js would connect shared layers in another way', async () => {
    const [input, shared] = [tf.input({ shape: [3] }), batchNormalization()];
    const call = (layer: tf.layers.Layer, x: tf.SymbolicTensor) => layer.apply(x) as tf.SymbolicTensor;
    const first = call(shared, input);
    const late = call(dense({ units: 3 }), call(shared, call(dense({ units: 3 }), input)));
    const model = tf.model({ inputs: input, outputs: [call(shared, first), late] });
    await expect(foldBatchNorm(model)).rejects.toThrow(
      'foldBatchNorm: model must be one that TensorFlow.js can',
    );
  });

  test('leaves nothing behind but itself', async () => {
    const [make] = kinds.conv2d!;
    const model = chain([make(false), batchNormalization(), batchNormalization({ scale: false })]);
    const before = tf.memory().numTensors;
    const folded = await foldBatchNorm(model);
    expect(tf.memory().numTensors - before).toBe(2);
    tf.dispose(folded.predict(inputsOf(folded)));
  });

  test('is refused for what is no layers model, and options that there are not', async () => {
    await expect(foldBatchNorm({} as tf.LayersModel)).rejects.toThrow('foldBatchNorm: model must be a');
    const misspelt = { onkept: () => {} } as object;
    const model = chain([batchNormalization({ inputShape: [2] })]);
    await expect(foldBatchNorm(model, misspelt)).rejects.toThrow('Did you mean "onKept"?');
  });
});
