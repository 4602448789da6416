import type { LabelledInputs, LayerValues, NetworkShape, NetworkValues } from '../../src';

type Rows = Float64Array[];

/** erf by its power series, which converges everywhere; in double precision good to 1e-9 for |x| < 4. */
export function erf(x: number): number {
  if (Math.abs(x) > 5) return Math.sign(x);
  let [term, sum] = [x, x];
  for (let n = 1; n < 120; n++) {
    term *= -(x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

const sigmoid = (y: number) => 1 / (1 + Math.exp(-y));
const normalShare = (y: number) => (1 + erf(y / Math.SQRT2)) / 2;

/** Each activation and its derivative. */
export const referenceActivations: Record<
  NetworkShape['activation'],
  readonly [value: (y: number) => number, derivative: (y: number) => number]
> = {
  relu: [(y) => Math.max(0, y), (y) => Number(y > 0)],
  sigmoid: [sigmoid, (y) => sigmoid(y) * (1 - sigmoid(y))],
  tanh: [Math.tanh, (y) => 1 - Math.tanh(y) ** 2],
  leakyRelu: [(y) => (y > 0 ? y : 0.2 * y), (y) => (y > 0 ? 1 : 0.2)],
  elu: [(y) => (y > 0 ? y : Math.expm1(y)), (y) => (y > 0 ? 1 : Math.exp(y))],
  gelu: [
    (y) => y * normalShare(y),
    (y) => normalShare(y) + (y * Math.exp((-y * y) / 2)) / Math.sqrt(2 * Math.PI),
  ],
  swish: [(y) => y * sigmoid(y), (y) => sigmoid(y) * (1 + y * (1 - sigmoid(y)))],
  identity: [(y) => y, () => 1],
};

interface Gradients {
  weights: Float64Array;
  bias?: Float64Array;
  gamma?: Float64Array;
  beta?: Float64Array;
}

/** What the formulas give in double precision, with plain loops. */
export interface ReferenceStep {
  values: NetworkValues;
  loss: number;
  logits: Rows;
}

/**
 * Runs the network on a batch in double precision.
 *
 * @param mode `training` also makes the optimizer's step; `population` and `batch` only infer.
 */
export function referenceStep(
  shape: NetworkShape,
  values: NetworkValues,
  examples: LabelledInputs,
  indices: Uint32Array,
  learningRate: number,
  mode: 'training' | 'population' | 'batch' = 'training',
): ReferenceStep {
  const { inputs, inputSize, labels } = examples;
  const m = indices.length;
  const ghost = mode === 'training' ? Math.min(shape.ghostBatchSize ?? m, m) : m;
  const scale = inputs instanceof Uint8Array ? 1 / 255 : 1;
  const [f, derivative] = referenceActivations[shape.activation];
  const next = structuredClone(values);
  const gradients: Gradients[] = [];
  const undo: ((g: Rows) => Rows)[] = [];
  const map = (rows: Rows, g: (x: number, i: number, j: number) => number): Rows =>
    rows.map((row, i) => row.map((x, j) => g(x, i, j)));
  const columnSums = (rows: Rows) => rows[0]!.map((_, j) => rows.reduce((sum, row) => sum + row[j]!, 0));

  let x: Rows = Array.from(indices, (index) =>
    Float64Array.from(inputs.subarray(index * inputSize, (index + 1) * inputSize), (v) => v * scale),
  );

  values.layers.forEach((layer, l) => {
    const { rows, columns, values: w } = layer.weights;
    const input = x;
    const gradient: Gradients = { weights: new Float64Array(rows * columns) };
    gradients.push(gradient);
    x = x.map((row) => {
      const out = new Float64Array(columns);
      row.forEach((value, k) => out.forEach((_, j) => (out[j]! += value * w[k * columns + j]!)));
      return out;
    });
    undo.push((g) => {
      g.forEach((row, i) =>
        input[i]!.forEach((value, k) =>
          row.forEach((d, j) => (gradient.weights[k * columns + j]! += value * d)),
        ),
      );
      return g.map((row) =>
        Float64Array.from({ length: rows }, (_, k) =>
          row.reduce((sum, d, j) => sum + d * w[k * columns + j]!, 0),
        ),
      );
    });

    const activate = () => {
      const before = x;
      x = map(x, f);
      undo.push((g) => map(g, (value, i, j) => value * derivative(before[i]![j]!)));
    };
    const addBias = () => {
      x = map(x, (value, _, j) => value + layer.bias![j]!);
      undo.push((g) => {
        gradient.bias = columnSums(g);
        return g;
      });
    };
    const normalizeWithPopulation = () => {
      const { gamma, beta, populationMean, populationVariance } = layer;
      x = map(
        x,
        (v, _, j) =>
          (gamma![j]! * (v - populationMean![j]!)) / Math.sqrt(populationVariance![j]! + shape.epsilon) +
          beta![j]!,
      );
    };
    const normalize = () => {
      const groups: { start: number; count: number; xHat: Rows; inverse: Float64Array }[] = [];
      const out: Rows = [];
      for (let start = 0; start < m; start += ghost) {
        const part = x.slice(start, start + ghost);
        const count = part.length;
        const mean = columnSums(part).map((sum) => sum / count);
        const centred = map(part, (v, _, j) => v - mean[j]!);
        const variance = columnSums(map(centred, (v) => v * v)).map((sum) => sum / count);
        const inverse = variance.map((v) => 1 / Math.sqrt(v + shape.epsilon));
        const xHat = map(centred, (v, _, j) => v * inverse[j]!);
        groups.push({ start, count, xHat, inverse });
        out.push(...map(xHat, (v, _, j) => layer.gamma![j]! * v + layer.beta![j]!));
        if (mode !== 'training') continue;
        const updated = next.layers[l]!;
        mean.forEach((value, j) => {
          const keep = shape.momentum;
          updated.populationMean![j] = keep * updated.populationMean![j]! + (1 - keep) * value;
          updated.populationVariance![j] = keep * updated.populationVariance![j]! + (1 - keep) * variance[j]!;
        });
      }
      x = out;
      undo.push((g) => {
        gradient.gamma = new Float64Array(columns);
        gradient.beta = new Float64Array(columns);
        return groups.flatMap(({ start, count, xHat, inverse }) => {
          const part = g.slice(start, start + count);
          const dBeta = columnSums(part);
          const dGamma = columnSums(map(part, (v, i, j) => v * xHat[i]![j]!));
          dBeta.forEach((value, j) => (gradient.beta![j]! += value));
          dGamma.forEach((value, j) => (gradient.gamma![j]! += value));
          return map(
            part,
            (v, i, j) =>
              layer.gamma![j]! * inverse[j]! * (v - dBeta[j]! / count - (xHat[i]![j]! * dGamma[j]!) / count),
          );
        });
      });
    };

    if (layer.bias) {
      addBias();
      if (l < values.layers.length - 1) activate();
      return;
    }
    const norm = mode === 'population' ? normalizeWithPopulation : normalize;
    const steps = shape.placement === 'before-activation' ? [norm, activate] : [activate, norm];
    for (const step of steps) step();
  });

  const logits = x;
  const probabilities = logits.map((row) => {
    const powers = row.map((logit) => Math.exp(logit - Math.max(...row)));
    const total = powers.reduce((sum, power) => sum + power, 0);
    return powers.map((power) => power / total);
  });
  const label = (i: number) => labels[indices[i]!]!;
  const loss = -probabilities.reduce((sum, row, i) => sum + Math.log(row[label(i)]!), 0) / m;
  if (mode !== 'training') return { values, loss, logits };

  let g = map(probabilities, (p, i, j) => (p - Number(j === label(i))) / m);
  for (const step of undo.reverse()) g = step(g);
  const stepped = { ...next, step: next.step + 1 };
  applyGradients(shape, stepped, gradients, learningRate);
  return { values: stepped, loss, logits };
}

function applyGradients(
  { optimizer }: NetworkShape,
  next: NetworkValues,
  gradients: readonly Gradients[],
  learningRate: number,
): void {
  next.layers.forEach((layer, l) => {
    for (const name of ['weights', 'bias', 'gamma', 'beta'] as const) {
      const gradient = gradients[l]![name];
      if (!gradient) continue;
      const parameter = name === 'weights' ? layer.weights.values : layer[name]!;
      const [first, second] = (layer.slots ?? []).map((slot) => slot[name]!);
      gradient.forEach((g, i) => {
        if (optimizer.kind === 'adam') {
          const { beta1, beta2, epsilon } = optimizer;
          first![i] = beta1 * first![i]! + (1 - beta1) * g;
          second![i] = beta2 * second![i]! + (1 - beta2) * g * g;
          const mean = first![i] / (1 - beta1 ** next.step);
          const square = second![i] / (1 - beta2 ** next.step);
          parameter[i]! -= (learningRate * mean) / (Math.sqrt(square) + epsilon);
          return;
        }
        if (first) first[i] = optimizer.momentum * first[i]! + g;
        parameter[i]! -= learningRate * (first ? first[i]! : g);
      });
    }
  });
}

/**
 * Largest difference between two states, relative to the size of the tensor it is in, or to 0.1 where that is larger:
 * of a tensor of nearly 0 the rounding errors are those of the larger values that it came from.
 */
export function distance(a: NetworkValues, b: NetworkValues): number {
  const tensors = (state: NetworkValues) => state.layers.flatMap(tensorsOf);
  const others = tensors(b);
  return Math.max(
    ...tensors(a).map((values, t) => {
      const differences = values.map((value, i) => value - others[t]![i]!);
      return Math.hypot(...differences) / Math.max(0.1, Math.hypot(...values));
    }),
  );
}

function tensorsOf({ weights, slots = [], ...vectors }: LayerValues): Float32Array[] {
  const kept = slots.flatMap(({ weights: w, ...rest }) => [w, ...Object.values<Float32Array>(rest)]);
  return [weights.values, ...Object.values<Float32Array>(vectors), ...kept];
}
