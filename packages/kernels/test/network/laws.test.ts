import { type BatchNormImplementation, describeBatchNorm, laws } from '@bnlab/core/spec';
import fc from 'fast-check';
import { CompiledNetwork, type LabelledInputs, type NetworkShape } from '../../src';

type Rows = readonly (readonly number[])[];

const filled = (length: number, value: number) => new Float32Array(length).fill(value);

/** A network that is batch norm and nothing else: what goes into it is multiplied by 1 before and after. */
async function normalizer(
  { gamma, beta, mean, variance }: Record<'gamma' | 'beta' | 'mean' | 'variance', readonly number[]>,
  { epsilon = 1, momentum = 0 },
): Promise<CompiledNetwork> {
  const size = gamma.length;
  const unit = Float32Array.from({ length: size * size }, (_, i) => Number(i % (size + 1) === 0));
  const weights = { rows: size, columns: size, values: unit };
  const shape: NetworkShape = {
    layerSizes: [size, size, size],
    activation: 'identity',
    batchNorm: true,
    placement: 'before-activation',
    momentum,
    epsilon,
    optimizer: { kind: 'sgd', momentum: 0 },
  };
  const normalized = {
    weights,
    gamma: Float32Array.from(gamma),
    beta: Float32Array.from(beta),
    populationMean: Float32Array.from(mean),
    populationVariance: Float32Array.from(variance),
  };
  return CompiledNetwork.create(shape, { step: 0, layers: [normalized, { weights, bias: filled(size, 0) }] });
}

function examplesOf(x: Rows): LabelledInputs {
  const inputs = Float32Array.from(x.flat());
  return { count: x.length, inputSize: x[0]!.length, inputs, labels: new Uint8Array(x.length) };
}

function rowsOf(values: Float32Array, width: number): number[][] {
  return Array.from({ length: values.length / width }, (_, i) => [
    ...values.subarray(i * width, (i + 1) * width),
  ]);
}

/** Makes a step that learns nothing, and returns the statistics that it leaves. */
function statisticsAfter(network: CompiledNetwork, examples: LabelledInputs) {
  const all = Uint32Array.from({ length: examples.count }, (_, i) => i);
  network.trainStep(examples, all, 0);
  const { populationMean, populationVariance } = network.getState().layers[0]!;
  return { mean: [...populationMean!], variance: [...populationVariance!] };
}

const compiled: BatchNormImplementation = {
  async training(x, gamma, beta, epsilon) {
    const zeros = gamma!.map(() => 0);
    const network = await normalizer(
      { gamma: gamma!, beta: beta!, mean: zeros, variance: zeros },
      { epsilon },
    );
    const examples = examplesOf(x);
    const y = rowsOf(network.predict(examples, 'batch'), zeros.length);
    return { y, ...statisticsAfter(network, examples) };
  },

  async inference(x, mean, variance, gamma, beta, epsilon) {
    const network = await normalizer({ gamma: gamma!, beta: beta!, mean, variance }, { epsilon });
    return rowsOf(network.predict(examplesOf(x), 'population'), mean.length);
  },

  async movingAverage(average, value, momentum) {
    const zeros = average.map(() => 0);
    const network = await normalizer(
      { gamma: zeros, beta: zeros, mean: average, variance: zeros },
      { momentum },
    );
    return statisticsAfter(network, examplesOf([value])).mean;
  },
};

describeBatchNorm('batch norm in the compiled step', compiled, {
  numRuns: fc.readConfigureGlobal().numRuns,
  // Inference has batch norm folded into the layer before it, and pays for that far from 0.
  laws: laws.filter(({ name }) => name !== 'inference far from 0'),
});
