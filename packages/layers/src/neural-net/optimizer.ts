import {
  ArgumentError,
  checkChoice,
  checkNumber,
  checkOptions,
  type NumberRange,
  show,
} from '@bnlab/arguments';

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
      /** In [0, 1). Default 0: plain gradient descent. */
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

const DECAY = { min: 0, below: 1 };

/** The settings of each kind, their defaults, and the numbers that they may be. */
const kinds = {
  sgd: { momentum: [0, DECAY] },
  adam: { beta1: [0.9, DECAY], beta2: [0.999, DECAY], epsilon: [1e-7, { above: 0 }] },
} as const satisfies Record<Optimizer['kind'], Record<string, readonly [number, NumberRange]>>;

/**
 * Checks the options of an optimizer and fills in the defaults.
 *
 * @param functionName - The function that was called, for errors.
 * @throws ArgumentError if an option is unknown or out of range.
 */
export function completeOptimizer(functionName: string, options: OptimizerOptions): Optimizer {
  const given = typeof options === 'string' ? { kind: options } : options;
  checkIsObject(functionName, given);
  checkChoice(functionName, 'optimizer.kind', given.kind, Object.keys(kinds) as Optimizer['kind'][]);
  const settings: Record<string, readonly [number, NumberRange]> = kinds[given.kind];
  checkOptions(functionName, given, ['kind', ...Object.keys(settings)], 'optimizer');
  const values = Object.entries(settings).map(([name, [byDefault, range]]) => {
    const value = (given as Record<string, unknown>)[name] ?? byDefault;
    checkNumber(functionName, `optimizer.${name}`, value, range);
    return [name, value];
  });
  return { kind: given.kind, ...Object.fromEntries(values) } as Optimizer;
}

function checkIsObject(functionName: string, options: unknown): asserts options is { kind: unknown } {
  if (typeof options === 'object' && options !== null) return;
  throw new ArgumentError(
    functionName,
    `optimizer must be "sgd", "adam" or an object { kind, ... }, got ${show(options)}`,
  );
}

/** Values that an optimizer keeps of each parameter from step to step: none, momentum's v, or Adam's m and v. */
export function slotCount(optimizer: Optimizer): number {
  if (optimizer.kind === 'adam') return 2;
  return optimizer.momentum > 0 ? 1 : 0;
}
