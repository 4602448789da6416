import type { Examples, NetworkDescription, NetworkState } from '../../src';

type Rows = number[][];

const activations: Record<string, [(x: number) => number, (x: number) => number]> = {
  relu: [(x) => Math.max(0, x), (x) => Number(x > 0)],
  sigmoid: [(x) => 1 / (1 + Math.exp(-x)), (x) => Math.exp(-x) / (1 + Math.exp(-x)) ** 2],
  tanh: [Math.tanh, (x) => 1 - Math.tanh(x) ** 2],
  leakyRelu: [(x) => (x > 0 ? x : 0.2 * x), (x) => (x > 0 ? 1 : 0.2)],
  elu: [(x) => (x > 0 ? x : Math.expm1(x)), (x) => (x > 0 ? 1 : Math.exp(x))],
  swish: [(x) => x / (1 + Math.exp(-x)), (x) => (1 + Math.exp(-x) * (1 + x)) / (1 + Math.exp(-x)) ** 2],
  identity: [(x) => x, () => 1],
};

/** The activations that {@link referenceStep} knows in closed form: all but gelu, whose erf JavaScript lacks. */
export const referenceActivations = Object.keys(activations);

/**
 * One step of gradient descent in double precision, written from the formulas with plain loops: what an engine must
 * agree with up to rounding. Returns the new state and the loss before the step.
 */
export function referenceStep(
  { activation, epsilon, momentum, placement }: NetworkDescription,
  state: NetworkState,
  { inputs, inputSize, labels }: Examples,
  indices: Uint32Array,
  learningRate: number,
): { state: NetworkState; loss: number } {
  const m = indices.length;
  const [f, derivative] = activations[activation]!;
  const sumOver = (rows: Rows, column: number) => rows.reduce((sum, row) => sum + row[column]!, 0);
  const map = (rows: Rows, g: (x: number, i: number, j: number) => number) =>
    rows.map((row, i) => row.map((x, j) => g(x, i, j)));
  const next = state.layers.map(({ weights, ...vectors }) => ({
    weights: { ...weights, values: weights.values.slice() },
    ...Object.fromEntries(Object.entries(vectors).map(([key, values]) => [key, values.slice()])),
  })) as { weights: { values: Float32Array } & Record<'rows' | 'columns', number> }[] &
    Record<string, Float32Array>[];

  let x: Rows = Array.from(indices, (index) =>
    Array.from(inputs.subarray(index * inputSize, (index + 1) * inputSize)),
  );
  const undo: ((gradient: Rows) => Rows)[] = [];

  state.layers.forEach((layer, l) => {
    const { rows, columns, values } = layer.weights;
    const input = x;
    x = x.map((row) =>
      Array.from({ length: columns }, (_, j) =>
        row.reduce((sum, value, k) => sum + value * values[k * columns + j]!, 0),
      ),
    );
    undo.push((g) => {
      for (let k = 0; k < rows; k++)
        for (let j = 0; j < columns; j++)
          next[l]!.weights.values[k * columns + j]! -=
            learningRate * g.reduce((sum, row, i) => sum + row[j]! * input[i]![k]!, 0);
      return g.map((row) =>
        Array.from({ length: rows }, (_, k) =>
          row.reduce((sum, value, j) => sum + value * values[k * columns + j]!, 0),
        ),
      );
    });

    const isOutput = l === state.layers.length - 1;
    const activate = () => {
      const before = x;
      x = map(x, f);
      undo.push((g) => map(g, (value, i, j) => value * derivative(before[i]![j]!)));
    };
    const addBias = () => {
      x = map(x, (value, _, j) => value + layer.bias![j]!);
      undo.push((g) => {
        for (let j = 0; j < columns; j++)
          (next[l] as never as { bias: Float32Array }).bias[j]! -= learningRate * sumOver(g, j);
        return g;
      });
    };
    const normalize = () => {
      const updated = next[l] as never as Record<
        'gamma' | 'beta' | 'populationMean' | 'populationVariance',
        Float32Array
      >;
      const units = Array.from({ length: columns }, (_, j) => j);
      const mean = units.map((j) => sumOver(x, j) / m);
      const centred = map(x, (value, _, j) => value - mean[j]!);
      const variance = units.map(
        (j) =>
          sumOver(
            map(centred, (value) => value * value),
            j,
          ) / m,
      );
      const inverse = variance.map((v) => 1 / Math.sqrt(v + epsilon));
      const xHat = map(centred, (value, _, j) => value * inverse[j]!);
      x = map(xHat, (value, _, j) => layer.gamma![j]! * value + layer.beta![j]!);
      for (const j of units) {
        updated.populationMean[j] = momentum * layer.populationMean![j]! + (1 - momentum) * mean[j]!;
        updated.populationVariance[j] =
          momentum * layer.populationVariance![j]! + (1 - momentum) * variance[j]!;
      }
      undo.push((g) => {
        const dBeta = units.map((j) => sumOver(g, j));
        const dGamma = units.map((j) =>
          sumOver(
            map(g, (value, i) => value * xHat[i]![j]!),
            j,
          ),
        );
        for (const j of units) {
          updated.gamma[j]! -= learningRate * dGamma[j]!;
          updated.beta[j]! -= learningRate * dBeta[j]!;
        }
        return map(
          g,
          (value, i, j) =>
            layer.gamma![j]! * inverse[j]! * (value - dBeta[j]! / m - (xHat[i]![j]! * dGamma[j]!) / m),
        );
      });
    };
    if (layer.bias) {
      addBias();
      if (!isOutput) activate();
    } else {
      const steps = placement === 'before-activation' ? [normalize, activate] : [activate, normalize];
      steps.forEach((step) => step());
    }
  });

  const probabilities = x.map((row) => {
    const powers = row.map((logit) => Math.exp(logit - Math.max(...row)));
    const total = powers.reduce((sum, power) => sum + power);
    return powers.map((power) => power / total);
  });
  const label = (i: number) => labels[indices[i]!]!;
  const loss = -probabilities.reduce((sum, row, i) => sum + Math.log(row[label(i)]!), 0) / m;
  let gradient = map(probabilities, (p, i, j) => (p - Number(j === label(i))) / m);
  for (const step of undo.reverse()) gradient = step(gradient);
  return { state: { step: state.step + 1, layers: next }, loss };
}
