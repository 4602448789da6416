/**
 * How a training step changes a parameter w, whose gradient is g, with the learning rate r:
 *
 * - `sgd`: w -= r g; with momentum d: v = d v + g, w -= r v.
 * - `adam`: m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g^2, and at step t
 *   w -= r (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon).
 *
 * @see D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", 2015, algorithm 1.
 */
export type Optimizer =
  | { readonly kind: 'sgd'; readonly momentum: number }
  | { readonly kind: 'adam'; readonly beta1: number; readonly beta2: number; readonly epsilon: number };

/** An {@link Optimizer} by its name, or with some of its settings; what is left out has its default. */
export type OptimizerOptions =
  | Optimizer['kind']
  | {
      kind: 'sgd';
      /** In [0, 1). Default 0: gradient descent without momentum. */
      momentum?: number;
    }
  | {
      kind: 'adam';
      /** In [0, 1). Default 0.9. */
      beta1?: number;
      /** In [0, 1). Default 0.999. */
      beta2?: number;
      /** Positive. Default 1e-7, as in Keras. */
      epsilon?: number;
    };

/**
 * Checks and completes an optimizer's options.
 *
 * @throws RangeError naming the option, what it must be and what it is.
 */
export function completeOptimizer(options: OptimizerOptions): Optimizer {
  const { kind, ...settings } = typeof options === 'string' ? { kind: options } : options;
  const { momentum, beta1, beta2, epsilon = 1e-7 }: Settings = settings;
  if (kind === 'sgd') return { kind, momentum: checkDecay('momentum', momentum, 0) };
  if (kind !== 'adam') {
    throw new RangeError(`NeuralNet: optimizer must be sgd or adam, got ${String(kind)}`);
  }
  if (!(epsilon > 0 && Number.isFinite(epsilon))) {
    throw new RangeError(`NeuralNet: optimizer.epsilon must be a positive number, got ${epsilon}`);
  }
  return {
    kind,
    beta1: checkDecay('beta1', beta1, 0.9),
    beta2: checkDecay('beta2', beta2, 0.999),
    epsilon,
  };
}

type Settings = { [name in 'momentum' | 'beta1' | 'beta2' | 'epsilon']?: number };

function checkDecay(name: string, value: number | undefined, otherwise: number): number {
  const decay = value ?? otherwise;
  if (decay >= 0 && decay < 1) return decay;
  throw new RangeError(`NeuralNet: optimizer.${name} must be at least 0 and below 1, got ${decay}`);
}

/** Values that an optimizer keeps of each parameter from step to step: none, momentum's v, or Adam's m and v. */
export function slotCount(optimizer: Optimizer): number {
  if (optimizer.kind === 'adam') return 2;
  return optimizer.momentum > 0 ? 1 : 0;
}
