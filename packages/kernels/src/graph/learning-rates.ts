import { checkNumber, checkOptions } from '@bnlab/arguments';

/** The learning rate of a step, 1 being the first. */
export type LearningRate = (step: number) => number;

/**
 * Half a wave of the cosine from `from` to `to` over `steps` steps, then `to`. The first `warmUp` steps rise evenly to
 * `from` and do not count among `steps` (Loshchilov and Hutter 2017). The same bits everywhere.
 */
export function cosineRate(options: {
  /** Above 0. */
  from: number;
  /** At least 0. Default: 0. */
  to?: number;
  /** An integer of at least 1. */
  steps: number;
  /** Default: 0. */
  warmUp?: number;
}): LearningRate {
  const caller = 'cosineRate';
  checkOptions(caller, options, ['from', 'to', 'steps', 'warmUp']);
  const { from, to = 0, steps, warmUp = 0 } = options;
  checkNumber(caller, 'from', from, { above: 0 });
  checkNumber(caller, 'to', to, { min: 0 });
  checkNumber(caller, 'steps', steps, { min: 1, integer: true });
  checkNumber(caller, 'warmUp', warmUp, { min: 0, integer: true });
  return (step) => {
    if (step <= warmUp) return (from * step) / warmUp;
    const share = Math.min(1, (step - warmUp - 1) / steps);
    return to + ((from - to) * (1 + cosineOfHalfTurn(share))) / 2;
  };
}

/** `from` times `factor` for every `every` steps made, after `warmUp` steps that rise evenly to `from`. */
export function stepRate(options: {
  /** Above 0. */
  from: number;
  /** In (0, 1]. Default: 0.1. */
  factor?: number;
  /** An integer of at least 1. */
  every: number;
  /** Default: 0. */
  warmUp?: number;
}): LearningRate {
  const caller = 'stepRate';
  checkOptions(caller, options, ['from', 'factor', 'every', 'warmUp']);
  const { from, factor = 0.1, every, warmUp = 0 } = options;
  checkNumber(caller, 'from', from, { above: 0 });
  checkNumber(caller, 'factor', factor, { above: 0, max: 1 });
  checkNumber(caller, 'every', every, { min: 1, integer: true });
  checkNumber(caller, 'warmUp', warmUp, { min: 0, integer: true });
  return (step) => {
    if (step <= warmUp) return (from * step) / warmUp;
    let rate = from;
    for (let drop = Math.floor((step - warmUp - 1) / every); drop > 0; drop--) rate *= factor;
    return rate;
  };
}

/** cos(pi x) for x in [0, 1], by its power series: `Math.cos` may differ in its last bit between engines. */
function cosineOfHalfTurn(x: number): number {
  if (x > 0.5) return -cosineOfHalfTurn(1 - x);
  const square = (Math.PI * x) ** 2;
  let sum = 1;
  for (let n = 16; n > 0; n -= 2) sum = 1 - (square / (n * (n - 1))) * sum;
  return sum;
}
