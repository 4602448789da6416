import type { CompiledActivation } from './network-shape';

/** An activation in float64, and its derivative. */
export interface ActivationFunction {
  /** The activation at x. */
  readonly value: (x: number) => number;
  /** Its derivative at x. */
  readonly slope: (x: number) => number;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
/** The share of the normal distribution below x. */
const normalShare = (x: number) => (1 + errorFunction(x * Math.SQRT1_2)) / 2;
const normalDensity = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** The activations of the kernels, one number at a time: to draw them, or to tell where they are flat. */
export const activationFunctions: Readonly<Record<CompiledActivation, ActivationFunction>> = {
  relu: { value: (x) => Math.max(0, x), slope: (x) => (x > 0 ? 1 : 0) },
  sigmoid: { value: sigmoid, slope: (x) => sigmoid(x) * (1 - sigmoid(x)) },
  tanh: { value: Math.tanh, slope: (x) => 1 - Math.tanh(x) ** 2 },
  leakyRelu: { value: (x) => (x > 0 ? x : 0.2 * x), slope: (x) => (x > 0 ? 1 : 0.2) },
  elu: { value: (x) => (x > 0 ? x : Math.expm1(x)), slope: (x) => (x > 0 ? 1 : Math.exp(x)) },
  gelu: { value: (x) => x * normalShare(x), slope: (x) => normalShare(x) + x * normalDensity(x) },
  swish: { value: (x) => x * sigmoid(x), slope: (x) => sigmoid(x) * (1 + x * (1 - sigmoid(x))) },
  identity: { value: (x) => x, slope: () => 1 },
};

/** Within 1.5e-7: Abramowitz and Stegun, Handbook of mathematical functions, 7.1.26. */
function errorFunction(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const polynomial =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return Math.sign(x) * (1 - polynomial * Math.exp(-x * x));
}
