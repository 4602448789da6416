import { describe, expect, test } from '@jest/globals';
import { CompiledGraph, type LayerDescription } from '../../src';

const create = (layers: unknown[], rest: object = {}) =>
  CompiledGraph.create({
    inputShape: [8, 8, 3],
    layers: layers as LayerDescription[],
    ...rest,
  });
const head = [{ kind: 'flatten' }, { kind: 'dense', units: 2 }];

describe('what a network cannot be is refused, with the layer', () => {
  const cases: [layers: unknown[], message: RegExp][] = [
    [[{ kind: 'conv2D', filters: 3 }], /kind must be one of .*Did you mean "conv2d"/],
    [
      [{ kind: 'conv2d', name: 'c', filters: 3, kernelsize: 3 }],
      /layer "c": unknown option "kernelsize". Did you mean "kernelSize"/,
    ],
    [
      [{ kind: 'conv2d', name: 'c', filters: 0, kernelSize: 3 }],
      /layer "c": filters must be an integer of at least 1, got 0/,
    ],
    [
      [{ kind: 'conv2d', filters: 3, kernelSize: 9, padding: 'valid' }],
      /layer "conv2d-1": the window must fit the image \[8, 8, 3\]/,
    ],
    [[{ kind: 'dense', units: 3 }], /layer "dense-1": dense reads \[units\], got \[8, 8, 3\]; put flatten/],
    [
      [...head, { kind: 'conv2d', filters: 3, kernelSize: 3 }],
      /conv2d reads \[height, width, channels\], got \[2\]/,
    ],
    [[{ kind: 'groupNorm', groups: 2 }, ...head], /groups must divide the 3 channels, got 2/],
    [[{ kind: 'dropout', rate: 1 }, ...head], /rate must be a number in \[0, 1\), got 1/],
    [
      [...head, { kind: 'softmax' }, { kind: 'activation', activation: 'relu' }],
      /nothing can follow softmax/,
    ],
    [[{ kind: 'add', from: ['input'] }], /from must list at least two/],
    [
      [
        { kind: 'batchNorm', name: 'a' },
        { kind: 'flatten', from: 'b' },
      ],
      /from must name earlier layers, got "b"/,
    ],
    [
      [
        { kind: 'batchNorm', name: 'a' },
        { kind: 'flatten', from: 'input' },
      ],
      /nothing reads layer "a"/,
    ],
    [
      [
        { kind: 'batchNorm', name: 'a' },
        { kind: 'batchNorm', name: 'a' },
      ],
      /"a" is the name of another layer/,
    ],
    [
      [
        { kind: 'conv2d', filters: 4, kernelSize: 3, name: 'c' },
        { kind: 'add', from: ['input', 'c'] },
      ],
      /add reads outputs of the same shape, got \[8, 8, 3\] and \[8, 8, 4\]/,
    ],
    [
      [{ kind: 'batchNorm', ghostBatchSize: 4 }, { kind: 'batchNorm', name: 'b' }, ...head],
      /ghostBatchSize must be the same .* "batchNorm-1" 4, "b" none/,
    ],
    [[], /layers must be a list of at least one layer/],
  ];
  test.each(cases)('%j', async (layers, message) => {
    await expect(create(layers)).rejects.toThrow(message);
    await expect(create(layers)).rejects.toHaveProperty('name', 'ArgumentError');
  });

  test('losses, optimizers, options and values', async () => {
    await expect(create(head, { loss: 'crossEntropy' })).rejects.toThrow(/loss must be one of .*/);
    await expect(create(head, { optimizer: { kind: 'sgd', beta1: 0.9 } })).rejects.toThrow(
      /unknown option "beta1"/,
    );
    await expect(create(head, { optimizer: { kind: 'sgd', nesterov: true } })).rejects.toThrow(
      /nesterov needs a momentum/,
    );
    await expect(create(head, { optimiser: 'sgd' })).rejects.toThrow(/Did you mean "optimizer"/);
    await expect(create(head, { inputShape: [8, 8] })).rejects.toThrow(/inputShape must be \[units\] or/);
    const network = await create(head);
    expect(() => network.setState({ step: 0, layers: {} })).toThrow(/layer "dense-2" must have weights/);
    const examples = { count: 1, inputs: new Uint8Array(192), labels: Uint8Array.of(2) };
    expect(() => network.evaluate(examples)).toThrow(/labels must be classes from 0 to 1, got 2/);
    expect(() => network.evaluate({ ...examples, inputs: new Uint8Array(9) })).toThrow(
      /1 x 192 = 192 values, got 9/,
    );
    const one = { ...examples, labels: Uint8Array.of(1) };
    expect(() => network.trainStep(one, Uint32Array.of(1), 0.1)).toThrow(
      /indices must be below the 1 examples/,
    );
    expect(() => network.trainStep(one, Uint32Array.of(0), NaN)).toThrow(/learningRate must be/);
  });
});
