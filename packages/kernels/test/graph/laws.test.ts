import { type BatchNormImplementation, describeBatchNorm, laws } from '@bnlab/core/spec';
import fc from 'fast-check';
import { CompiledGraph, type GraphExamples } from '../../src';

type Rows = readonly (readonly number[])[];

/** Batch norm of images and nothing else: each row of values is a pixel of its own image or, where they fit, of few. */
async function normalizer(
  x: Rows,
  { gamma, beta, mean, variance }: Record<'gamma' | 'beta' | 'mean' | 'variance', readonly number[]>,
  { epsilon = 1, momentum = 0 },
): Promise<{ network: CompiledGraph; examples: GraphExamples }> {
  const channels = gamma.length;
  // Four pixels an image where the rows can be divided so.
  const pixels = x.length % 4 === 0 ? 4 : 1;
  const network = await CompiledGraph.create({
    inputShape: [pixels, 1, channels],
    layers: [{ kind: 'batchNorm', epsilon, momentum }, { kind: 'flatten' }],
    loss: 'meanSquaredError',
  });
  const floats = (values: readonly number[]) => Float32Array.from(values);
  network.setState({
    step: 0,
    layers: {
      'batchNorm-1': {
        ...{ gamma: floats(gamma), beta: floats(beta) },
        ...{ populationMean: floats(mean), populationVariance: floats(variance) },
      },
    },
  });
  const inputs = Float32Array.from(x.flat());
  const examples = { count: x.length / pixels, inputs, labels: new Float32Array(inputs.length) };
  return { network, examples };
}

function rowsOf(values: Float32Array, width: number): number[][] {
  return Array.from({ length: values.length / width }, (_, i) => [
    ...values.subarray(i * width, (i + 1) * width),
  ]);
}

/** Makes a step that learns nothing, and returns the statistics that it leaves. */
function statisticsAfter(network: CompiledGraph, examples: GraphExamples) {
  const all = Uint32Array.from({ length: examples.count }, (_, i) => i);
  network.trainStep(examples, all, 0);
  const { populationMean, populationVariance } = network.getState().layers['batchNorm-1']!;
  return { mean: [...populationMean!], variance: [...populationVariance!] };
}

const convolutional: BatchNormImplementation = {
  async training(x, gamma, beta, epsilon) {
    const zeros = gamma!.map(() => 0);
    const parameters = { gamma: gamma!, beta: beta!, mean: zeros, variance: zeros };
    const { network, examples } = await normalizer(x, parameters, { epsilon });
    const y = rowsOf(network.predict(examples, 'batch'), zeros.length);
    return { y, ...statisticsAfter(network, examples) };
  },

  async inference(x, mean, variance, gamma, beta, epsilon) {
    const parameters = { gamma: gamma!, beta: beta!, mean, variance };
    const { network, examples } = await normalizer(x, parameters, { epsilon });
    return rowsOf(network.predict(examples, 'population'), mean.length);
  },

  async movingAverage(average, value, momentum) {
    const zeros = average.map(() => 0);
    const parameters = { gamma: zeros, beta: zeros, mean: average, variance: zeros };
    const { network, examples } = await normalizer([value], parameters, { momentum });
    return statisticsAfter(network, examples).mean;
  },
};

describeBatchNorm('batch norm of images in compiled networks', convolutional, {
  numRuns: fc.readConfigureGlobal().numRuns,
  laws,
});
