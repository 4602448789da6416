import { batchNormTraining } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
const x = tf.randomNormal([1000, 1], 4, 2, 'float32', 1);
const choices = {
  'γ = 1, β = 0': { gamma: 1, beta: 0 },
  'γ = 1, β = 2': { gamma: 1, beta: 2 },
  'γ = 1, β = −2': { gamma: 1, beta: -2 },
  'γ = σ, β = μ': moments(),
};
display(
  Object.entries(choices).map(([name, { gamma, beta }]) => {
    const { output } = batchNormTraining(x, {
      gamma: tf.tensor1d([gamma]),
      beta: tf.tensor1d([beta]),
      epsilon: 0,
    });
    const on = output.greater(0).toFloat().mean().dataSync()[0]!;
    const moved = output.sub(x).abs().max().dataSync()[0]!;
    return {
      'the unit learned': name,
      'ReLU is on for': `${(100 * on).toFixed(0)} % of the batch`,
      'largest change of a value': moved.toPrecision(2),
    };
  }),
);

/** With these, batch norm gives back what it was given. */
function moments() {
  const { mean, variance } = tf.moments(x);
  return {
    gamma: Math.sqrt(variance.dataSync()[0]!),
    beta: mean.dataSync()[0]!,
  };
}
