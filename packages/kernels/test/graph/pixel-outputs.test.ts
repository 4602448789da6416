import { describe, expect, test } from '@jest/globals';
import { CompiledGraph, type GraphDescription } from '../../src';
import { largest } from '../../src/graph/examples';
import { randomGraphExamples, randomGraphValues, rowsOf } from '../helpers/arbitrary-graph';
import { referenceLoss, referenceOutputs } from '../helpers/reference-graph';

/** A network that names a class for each of 4 x 3 pixels. */
const description: GraphDescription = {
  inputShape: [4, 3, 2],
  layers: [
    { kind: 'conv2d', filters: 5, kernelSize: 3, padding: 'same', activation: 'tanh' },
    { kind: 'batchNorm' },
    { kind: 'conv2d', filters: 3, kernelSize: 1 },
  ],
};
const count = 11;
const indices = Uint32Array.from({ length: count }, (_, index) => index);

async function start(loss: GraphDescription['loss']) {
  const labelled = { ...description, ...(loss && { loss }) };
  const network = await CompiledGraph.create(labelled);
  const values = randomGraphValues(network, 3);
  network.setState(values);
  const examples = randomGraphExamples(labelled, count, 7);
  const inputs = rowsOf(examples.inputs, 24);
  const targets = rowsOf(examples.labels as Float32Array, 36);
  return { labelled, network, values, examples, inputs, targets };
}

describe('a network with a class per pixel', () => {
  test('spreads smoothed labels over the classes of each pixel', async () => {
    const { labelled, network, values, examples, inputs, targets } = await start({
      kind: 'softmaxCrossEntropy',
      labelSmoothing: 0.3,
    });
    const outputs = referenceOutputs(labelled, values, inputs, 'training');
    const wanted = referenceLoss(labelled, outputs, targets);
    expect(network.gradients(examples, indices).loss).toBeCloseTo(wanted, 5);
  });

  test('is right at the share of its pixels whose largest output is the target’s', async () => {
    const { labelled, network, values, examples, inputs, targets } = await start('softmaxCrossEntropy');
    const share = (mode: 'population' | 'training') => {
      let hits = 0;
      referenceOutputs(labelled, values, inputs, mode).forEach((row, index) => {
        for (let at = 0; at < row.length; at += 3) {
          const [own, wanted] = [row, targets[index]!].map((all) => largest(all.subarray(at, at + 3)));
          hits += Number(own === wanted);
        }
      });
      return hits / (12 * count);
    };
    expect(network.evaluate(examples).accuracy).toBeCloseTo(share('population'), 10);
    network.countsHits = true;
    network.trainStep(examples, indices, 0.1);
    expect(network.hits / count).toBeCloseTo(share('training'), 10);
  });
});
