import type { networkRecord } from '../generated/step-records';
import type { CompiledOptimizer } from './network-shape';

/** The fields of the network's record that hold the optimizer's settings at step `step`, 1 being the first. */
export function optimizerFields(
  optimizer: CompiledOptimizer,
  step: number,
): { readonly [field in keyof typeof networkRecord]?: number } {
  if (optimizer.kind === 'sgd') {
    return { optimizer: optimizer.momentum > 0 ? 1 : 0, decay1: optimizer.momentum };
  }
  const { beta1, beta2, epsilon } = optimizer;
  return {
    optimizer: 2,
    decay1: beta1,
    decay2: beta2,
    rest1: 1 - beta1,
    rest2: 1 - beta2,
    correction1: 1 / (1 - power(beta1, step)),
    correction2: 1 / (1 - power(beta2, step)),
    adamEpsilon: epsilon,
  };
}

/** base^exponent by squaring: `Math.pow` may differ in its last bit from one engine to another. */
function power(base: number, exponent: number): number {
  let result = 1;
  for (let factor = base, rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= factor;
    factor *= factor;
  }
  return result;
}
