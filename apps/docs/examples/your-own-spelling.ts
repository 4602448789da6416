import {
  createVariables,
  NeuralNet,
  type FullyConnected,
} from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

// A layer from scratch. NeuralNet brings the starting values, and learns
// weights, bias, gamma and beta by gradient descent.
const fullyConnected: FullyConnected = (
  initial,
  { activation = (x) => x, momentum, epsilon },
) => {
  const variables = createVariables(initial);
  const { weights, bias, gamma, beta } = variables;
  const { populationMean, populationVariance } = variables;

  function batchNorm(x: tf.Tensor2D, isTraining: boolean): tf.Tensor2D {
    let mean: tf.Tensor = populationMean!;
    let variance: tf.Tensor = populationVariance!;
    if (isTraining) {
      mean = x.mean(0);
      variance = x.sub(mean).square().mean(0);
      keep(populationMean!, mean);
      keep(populationVariance!, variance);
    }
    const xHat = x.sub(mean).div(variance.add(epsilon).sqrt());
    return xHat.mul(gamma!).add(beta!);
  }

  function keep(average: tf.Variable, value: tf.Tensor): void {
    average.assign(average.mul(momentum).add(value.mul(1 - momentum)));
  }

  return {
    variables,
    apply(input, pass) {
      const linear: tf.Tensor2D = tf.matMul(input, weights);
      if (bias) return activation(linear.add(bias));
      return activation(batchNorm(linear, pass !== 'population'));
    },
  };
};

const { train, validation } = await loadMnist();
for (const own of [fullyConnected, 'layer'] as const) {
  const net = await NeuralNet.create({
    layerSizes: [784, 100, 100, 100, 10],
    seed: 1,
    engine: 'tfjs',
    backend: 'wasm',
    fullyConnected: own,
  });
  const batches = new BatchStream(train, { seed: 1 });
  const options = { learningRate: 0.1, trainingBatches: 60 };
  for await (const { step } of net.train(batches, options))
    progress(step, options.trainingBatches);
  const { accuracy } = await net.evaluate(validation);
  console.log(
    own === 'layer' ? 'the layer of @bnlab/layers:' : 'from scratch:',
    `${(100 * accuracy).toFixed(2)} % of the validation images`,
  );
  net.dispose();
}
