import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadMnist } from '@bnlab/mnist';
import { NetworkRun, type RunData } from '../../labs/playground/network-run';
import { defaultSettings, type PlaygroundSettings } from '../../labs/playground/settings';

let data: RunData;

beforeAll(async () => {
  const { train, validation } = await loadMnist();
  data = { train, validation, gallery: validation.slice(0, 5) };
});

/** Both networks after 1,000 batches, without batch norm first. */
async function trained(changes: Partial<PlaygroundSettings>) {
  const settings = { ...defaultSettings, ...changes };
  const frames = [];
  for (const normalized of [[false, false, false], settings.normalized]) {
    const run = await NetworkRun.create(settings, normalized, data);
    await run.trainTo(1000);
    frames.push(await run.measure());
    run.dispose();
  }
  const [without, withNorm] = frames;
  return { without: without!, withNorm: withNorm! };
}

describe('what the playground says there is to see', () => {
  it('ReLU at rate 2 dies without batch norm, and learns with it', async () => {
    const { without, withNorm } = await trained({ learningRate: 2 });
    expect(Math.max(...without.layers.slice(0, -1).map(({ dead }) => dead!))).toBe(1);
    expect(without.layers[0]!.gradientNorm).toBe(0);
    expect(without.validationAccuracy).toBeLessThan(0.15);
    expect(withNorm.validationAccuracy).toBeGreaterThan(0.9);
  });

  it('at rate 1 a good part of the first layer dies, and the rest learns', async () => {
    const { without, withNorm } = await trained({ learningRate: 1 });
    expect(without.layers[0]!.dead).toBeGreaterThan(0.2);
    expect(without.validationAccuracy).toBeGreaterThan(0.5);
    expect(withNorm.layers[0]!.dead).toBeLessThan(0.05);
  });

  it('large starting weights send sigmoids to their flat ends, and batch norm brings them back', async () => {
    const { without, withNorm } = await trained({ activation: 'sigmoid', standardDeviation: 5 });
    const reach = ({ layers }: typeof without) => layers[1]!.preactivation![4];
    expect(reach(without)).toBeGreaterThan(20);
    expect(reach(withNorm)).toBeLessThan(5);
    expect(withNorm.validationAccuracy).toBeGreaterThan(without.validationAccuracy + 0.2);
  });
});
