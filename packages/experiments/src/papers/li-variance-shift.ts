import { labNetwork } from './lab-network';
import { standardNormals } from './lab-random';
import type { PaperClaim } from './paper-claim';
import { liEtAl } from './papers-cited';

const IMAGES = 500;
const DROPPED = 0.5;

export const liVarianceShift: PaperClaim = {
  name: 'variance-shift',
  paper: liEtAl,
  statement:
    'Dropout before batch norm makes the variance in training larger than at inference, for which batch norm then divides by too much.',
  published:
    'Dropout before batch norm shifts the variance between training and test, and more predictions are wrong: DenseNet, ResNet, ResNeXt, Wide ResNet',
  source: 'abstract',
  measured:
    `The variance of the second layer’s values with ${100 * DROPPED} % of the first layer’s left out, over that with all of ` +
    'them: geometric mean over the units, at the start.',
  unit: 'ratio',
  expected: { above: 1 },
  difference: 'At the start of training, in one layer.',
  stated: '2026-11-27',
  coreSeconds: 0.1,
  async measure(lab) {
    const net = await labNetwork(lab, { batchNorm: false });
    try {
      const [first, second] = (await net.getState()).layers;
      const images = lab.data.train.slice(0, IMAGES);
      const hidden = product(images.images(), first!.weights.values, images.inputSize).map((value) =>
        Math.max(0, value),
      );
      // A sign of a symmetric draw is a fair coin.
      const coins = standardNormals(lab.seed, hidden.length);
      const dropped = hidden.map((value, place) => (coins[place]! > 0 ? value / (1 - DROPPED) : 0));
      const width = first!.weights.columns;
      const [training, inference] = [dropped, hidden].map((values) =>
        logVariance(product(values, second!.weights.values, width), second!.weights.columns),
      );
      return Math.exp(training! - inference!);
    } finally {
      net.dispose();
    }
  },
};

/** [n, inputs] times [inputs, outputs]. */
function product(rows: Float32Array, weights: Float32Array, inputs: number): Float32Array {
  const [count, outputs] = [rows.length / inputs, weights.length / inputs];
  const result = new Float32Array(count * outputs);
  for (let row = 0; row < count; row++) {
    for (let input = 0; input < inputs; input++) {
      const value = rows[row * inputs + input]!;
      if (value === 0) continue;
      for (let output = 0; output < outputs; output++) {
        result[row * outputs + output]! += value * weights[input * outputs + output]!;
      }
    }
  }
  return result;
}

/** The mean over columns of the logarithm of their variance. */
function logVariance(values: Float32Array, columns: number): number {
  const rows = values.length / columns;
  let total = 0;
  for (let column = 0; column < columns; column++) {
    let [sum, squares] = [0, 0];
    for (let row = 0; row < rows; row++) sum += values[row * columns + column]!;
    for (let row = 0; row < rows; row++) squares += (values[row * columns + column]! - sum / rows) ** 2;
    total += Math.log(squares / rows);
  }
  return total / columns;
}
