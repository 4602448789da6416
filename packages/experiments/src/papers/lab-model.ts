import { useBackend } from '@bnlab/layers';
import { registerFusedKernels } from '@bnlab/kernels/tfjs';
import * as tf from '@tensorflow/tfjs';
import { isKernel, ModelNetwork } from '../network/model-network';
import { startingWeights } from '../network/starting-weights';
import { HIDDEN, labBatches, labTest } from './lab-network';
import type { Lab } from './paper-claim';

/** A model of dense layers and ReLUs, for what no `NeuralNet` has: `after` gives what stands between each two. */
export async function denseModel(
  { seed, data }: Lab,
  after: (index: number) => tf.layers.Layer[],
): Promise<ModelNetwork> {
  if ((await useBackend()) === 'wasm') await registerFusedKernels();
  const zeros = { kernelInitializer: 'zeros' } as const;
  const model = tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [data.train.inputSize] }),
      ...HIDDEN.flatMap((units, index) => [
        tf.layers.dense({ ...zeros, units, useBias: false }),
        ...after(index),
        tf.layers.activation({ activation: 'relu' }),
      ]),
      tf.layers.dense({ ...zeros, units: data.train.classes }),
    ],
  });
  const kernels = model.weights.filter(isKernel);
  const shapes = kernels.map(({ shape }) => shape as [number, number]);
  const values = startingWeights(shapes, { seed, standardDeviation: Math.SQRT2, weightScaling: 'glorot' });
  tf.tidy(() => kernels.forEach((kernel, index) => kernel.write(tf.tensor(values[index]!, shapes[index]))));
  return new ModelNetwork(model, {});
}

/** Trains on the batches that each network of the seed sees. */
export async function trainModel(
  model: ModelNetwork,
  lab: Lab,
  { steps, learningRate }: { steps: number; learningRate: number },
): Promise<void> {
  const options = { trainingBatches: steps, learningRate, batchSize: 60, batchesPerSample: steps };
  const training = model.train(labBatches(lab), options);
  while (!(await training.next()).done);
}

export async function modelAccuracy(model: ModelNetwork, lab: Lab): Promise<number> {
  return (await model.evaluate(labTest(lab))).accuracy;
}

/**
 * In training, noise whose own mean and deviation are drawn anew for each step and unit: the layer after it never sees the
 * same distribution twice. At inference nothing changes.
 */
export class NoisyStatistics extends tf.layers.Layer {
  static className = 'NoisyStatistics';

  readonly #seed: string;
  #calls = 0;

  constructor({ seed }: { seed: string }) {
    super({});
    this.#seed = seed;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], { training }: { training?: boolean }): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    if (!training) return x.clone();
    return tf.tidy(() => {
      const units = [1, x.shape[1]!];
      const seed = `${this.#seed}/${this.#calls++}`;
      const mean = tf.randomUniform(units, -SHIFT, SHIFT, 'float32', `${seed}/mean`);
      const deviation = tf.randomUniform(units, 1, LARGEST, 'float32', `${seed}/deviation`);
      return tf.add(tf.mul(x, deviation), mean);
    });
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }
}

/** Bounds of the noise, as in the paper: means from -0.5 to 0.5, deviations from 1 to 1.25. */
const SHIFT = 0.5;
const LARGEST = 1.25;
