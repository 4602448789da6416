import { referenceInference, referenceTraining } from '@bnlab/core';

type Matrix = number[][];

/** The weights of a batch-normalized LSTM in plain numbers; gates in the order i, f, g, o. */
export interface LstmWeights {
  kernel: Matrix;
  recurrentKernel: Matrix;
  bias: number[];
  kernelGamma: number[];
  recurrentGamma: number[];
  cellGamma: number[];
  cellBeta: number[];
}

export interface Statistics {
  mean: number[];
  variance: number[];
}

/** The statistics of the three normalizations at one step. */
export type StepStatistics = Record<'kernel' | 'recurrent' | 'cell', Statistics>;

/**
 * The equations of the batch-normalized LSTM, step by step, in float64 on plain arrays.
 *
 * @param sequences [batch, steps, inputs]
 * @param population The statistics of each step, for inference; none for training.
 * @returns The last h, and the statistics of the batch at each step.
 */
export function referenceBatchNormLstm(
  sequences: number[][][],
  weights: LstmWeights,
  population?: StepStatistics[],
): { h: Matrix; statistics: StepStatistics[] } {
  const units = weights.cellGamma.length;
  const statistics: StepStatistics[] = [];
  let h = sequences.map(() => Array<number>(units).fill(0));
  let c = h;
  for (const [t] of sequences[0]!.entries()) {
    const seen: Partial<StepStatistics> = {};
    const normalize = (part: keyof StepStatistics, x: Matrix, gamma: number[], beta?: number[]) => {
      if (population) {
        const { mean, variance } = population[Math.min(t, population.length - 1)]![part];
        return referenceInference(x, mean, variance, gamma, beta, 1e-3);
      }
      const { y, mean, variance } = referenceTraining(x, gamma, beta, 1e-3);
      seen[part] = { mean, variance };
      return y;
    };
    const inputs = sequences.map((sequence) => sequence[t]!);
    const fromInput = normalize('kernel', product(inputs, weights.kernel), weights.kernelGamma);
    const fromState = normalize('recurrent', product(h, weights.recurrentKernel), weights.recurrentGamma);
    const gates = fromInput.map((row, n) => row.map((v, j) => v + fromState[n]![j]! + weights.bias[j]!));
    const gate = (n: number, index: number, unit: number) => gates[n]![index * units + unit]!;
    const nextC = c.map((row, n) =>
      row.map(
        (value, u) =>
          hardSigmoid(gate(n, 1, u)) * value + hardSigmoid(gate(n, 0, u)) * Math.tanh(gate(n, 2, u)),
      ),
    );
    const normalized = normalize('cell', nextC, weights.cellGamma, weights.cellBeta);
    h = normalized.map((row, n) => row.map((value, u) => hardSigmoid(gate(n, 3, u)) * Math.tanh(value)));
    c = nextC;
    statistics.push(seen as StepStatistics);
  }
  return { h, statistics };
}

function product(a: Matrix, b: Matrix): Matrix {
  return a.map((row) => b[0]!.map((_, j) => row.reduce((sum, value, i) => sum + value * b[i]![j]!, 0)));
}

function hardSigmoid(x: number): number {
  return Math.min(1, Math.max(0, 0.2 * x + 0.5));
}
