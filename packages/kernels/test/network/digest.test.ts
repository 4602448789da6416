import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { compiledActivations, CompiledNetwork, type NetworkShape, type NetworkValues } from '../../src';
import { randomExamples, randomValues } from '../helpers/arbitrary-network';
import digests from './digests.json';

/** One network of each kind that takes another way through the kernels. */
const shapes: [name: string, shape: NetworkShape][] = compiledActivations.flatMap((activation, i) =>
  (['none', 'before-activation', 'after-activation'] as const).map((placement, j) => {
    const optimizers: NetworkShape['optimizer'][] = [
      { kind: 'sgd', momentum: 0 },
      { kind: 'sgd', momentum: 0.9 },
      { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-3 },
    ];
    const optimizer = optimizers[(i + j) % 3]!;
    const kind = optimizer.kind === 'adam' ? 'adam' : `momentum ${optimizer.momentum}`;
    const shape = {
      layerSizes: [30, 45, 37, 5],
      activation,
      batchNorm: placement !== 'none',
      placement: placement === 'none' ? ('before-activation' as const) : placement,
      momentum: 0.9,
      epsilon: 1e-3,
      optimizer,
      ...(i % 2 === 1 && { ghostBatchSize: 6 }),
    };
    return [`${activation}, batch norm ${placement}, ${kind}`, shape] as [string, NetworkShape];
  }),
);

/** Wide enough that the lists of active units come in blocks. */
shapes.push([
  'wide relu, batch norm before-activation, momentum 0',
  {
    layerSizes: [30, 300, 266, 5],
    activation: 'relu',
    batchNorm: true,
    placement: 'before-activation',
    momentum: 0.9,
    epsilon: 1e-3,
    optimizer: { kind: 'sgd', momentum: 0 },
  },
]);

function sha256({ layers }: NetworkValues): string {
  const hash = createHash('sha256');
  for (const { weights, slots = [], ...vectors } of layers) {
    const kept = slots.flatMap(({ weights: w, ...rest }) => [w, ...Object.values<Float32Array>(rest)]);
    for (const values of [weights.values, ...Object.values<Float32Array>(vectors), ...kept])
      hash.update(values);
  }
  return hash.digest('hex');
}

/** Twenty steps, the last of each four on a smaller batch. */
async function train(shape: NetworkShape, inputs: 'sparse' | 'dense'): Promise<NetworkValues> {
  const network = await CompiledNetwork.create(shape, randomValues(shape, 1), { inputs });
  const examples = randomExamples(shape, { count: 50, seed: 2, kind: 'bytes' });
  for (let step = 0; step < 20; step++) {
    const size = step % 4 === 3 ? 7 : 13;
    const batch = Uint32Array.from({ length: size }, (_, i) => (7 * (13 * step + i)) % 50);
    network.trainStep(examples, batch, 0.02);
  }
  return network.getState();
}

/*
 * The same on every machine and in every engine. A kernel that sums in another order gives others: where that is meant,
 * what the first test received is what digests.json has to hold.
 */
describe('the parameters after twenty steps have the bits that they always had', () => {
  test('of every activation, placement and optimizer', async () => {
    const found: Record<string, string> = {};
    for (const [name, shape] of shapes) found[name] = sha256(await train(shape, 'sparse'));
    expect(found).toEqual(digests);
  });

  test('and no two of these networks are the same', () => {
    expect(new Set(Object.values(digests)).size).toBe(shapes.length);
  });
});
