import { ArgumentError, checkChoice, checkNumber, checkOptions, show } from '@bnlab/arguments';
import type { GraphKernels } from './graph-kernels';
import type { Parameter, ParameterArena } from './parameter-arena';

/** Options of every optimizer. */
export interface OptimizerBase {
  /** Of `sgd` and `adam`, decay times the parameter is added to its gradient; of `adamw`, see there. Default: 0. */
  readonly weightDecay?: number;
  /** Whether gamma, beta and biases decay too. Default: `false`. */
  readonly decayVectors?: boolean;
  /** The Euclidean norm that the gradient of all parameters together is scaled down to where it is larger. Default: none. */
  readonly clipNorm?: number;
  /** The size that every value of the gradient is held to. Default: none. */
  readonly clipValue?: number;
}

/** How a step changes the parameters; formulas in assembly/graph/optimizer.ts. */
export type GraphOptimizer =
  | (OptimizerBase & {
      readonly kind: 'sgd';
      /** Share of the velocity that is kept, in [0, 1). Default: 0. */
      readonly momentum?: number;
      /** Whether the gradient is looked up ahead, as Nesterov does. Needs momentum. Default: `false`. */
      readonly nesterov?: boolean;
    })
  | (OptimizerBase & {
      /** `adamw` takes decay times the learning rate off each parameter, apart from Adam's step. */
      readonly kind: 'adam' | 'adamw';
      /** Share of the gradients' mean that is kept, in [0, 1). Default: 0.9. */
      readonly beta1?: number;
      /** Share of the mean square that is kept, in [0, 1). Default: 0.999. */
      readonly beta2?: number;
      /** Added to the root; positive. Default: 1e-7. */
      readonly epsilon?: number;
    });

/** @internal An optimizer with every option written out. */
export interface CompleteOptimizer {
  readonly kind: GraphOptimizer['kind'];
  readonly weightDecay: number;
  readonly decayVectors: boolean;
  readonly clipNorm: number | undefined;
  readonly clipValue: number | undefined;
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

const kinds = ['sgd', 'adam', 'adamw'] as const;
const common = ['kind', 'weightDecay', 'decayVectors', 'clipNorm', 'clipValue'];

/** @internal @throws ArgumentError if an option is unknown or out of range. */
export function completeOptimizer(
  caller: string,
  optimizer: GraphOptimizer | GraphOptimizer['kind'],
): CompleteOptimizer {
  const spelled: GraphOptimizer = typeof optimizer === 'string' ? { kind: optimizer } : optimizer;
  if (typeof spelled !== 'object' || spelled === null) {
    throw new ArgumentError(
      caller,
      `optimizer must be a name or an object with a kind, got ${show(optimizer)}`,
    );
  }
  checkChoice(caller, 'optimizer', spelled.kind, kinds);
  const own = spelled.kind === 'sgd' ? ['momentum', 'nesterov'] : ['beta1', 'beta2', 'epsilon'];
  checkOptions(caller, spelled, [...common, ...own], 'optimizer');
  const complete: CompleteOptimizer = {
    ...{ weightDecay: 0, decayVectors: false, clipNorm: undefined, clipValue: undefined },
    ...{ momentum: 0, nesterov: false, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    ...withoutUndefined(spelled),
  };
  checkNumber(caller, 'optimizer.weightDecay', complete.weightDecay, { min: 0 });
  for (const name of ['momentum', 'beta1', 'beta2'] as const) {
    checkNumber(caller, `optimizer.${name}`, complete[name], { min: 0, below: 1 });
  }
  checkNumber(caller, 'optimizer.epsilon', complete.epsilon, { above: 0 });
  for (const name of ['clipNorm', 'clipValue'] as const) {
    if (complete[name] !== undefined) checkNumber(caller, `optimizer.${name}`, complete[name], { above: 0 });
  }
  if (complete.nesterov && complete.momentum === 0) {
    throw new ArgumentError(caller, 'optimizer.nesterov needs a momentum above 0, such as 0.9, got 0');
  }
  return complete;
}

function withoutUndefined<Options extends object>(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options;
}

/** @internal How many values the optimizer keeps of each parameter. */
export function keptValues({ kind, momentum }: CompleteOptimizer): number {
  if (kind !== 'sgd') return 2;
  return momentum > 0 ? 1 : 0;
}

/** One step of the optimizer on every parameter that is trained. */
export function updateParameters(
  kernels: GraphKernels,
  arena: ParameterArena,
  optimizer: CompleteOptimizer,
  { learningRate, step }: { learningRate: number; step: number },
): void {
  const trained = arena.parameters.filter(({ isTrained }) => isTrained);
  const clip = clipGradients(kernels, arena, trained, optimizer);
  const [first = 0, second = 0] = arena.slots;
  const { kind, beta1, beta2, epsilon, momentum, nesterov } = optimizer;
  const corrected = learningRate / (1 - power(beta1, step));
  const correction = 1 / (1 - power(beta2, step));
  for (const { role, offset, bytes } of trained) {
    const [w, g] = [arena.values + offset, arena.gradients + offset];
    const decay = role === 'weights' || optimizer.decayVectors ? optimizer.weightDecay : 0;
    if (kind === 'sgd' && momentum === 0) {
      kernels.descend(bytes, w, g, clip, decay, learningRate);
    } else if (kind === 'sgd') {
      kernels.descendWithMomentum(bytes, w, g, first + offset, clip, decay, learningRate, momentum, nesterov);
    } else {
      const [coupled, shrink] = kind === 'adam' ? [decay, 1] : [0, 1 - learningRate * decay];
      const slots = [first + offset, second + offset];
      const betas = [beta1, 1 - beta1, beta2, 1 - beta2];
      kernels.adam(bytes, w, g, ...slots, clip, coupled, shrink, corrected, ...betas, correction, epsilon);
    }
  }
}

/** @returns What the gradients are to be multiplied by. */
function clipGradients(
  kernels: GraphKernels,
  { gradients }: ParameterArena,
  trained: readonly Parameter[],
  { clipNorm, clipValue }: CompleteOptimizer,
): number {
  if (clipValue !== undefined) {
    for (const { offset, bytes } of trained) kernels.clipValues(bytes, gradients + offset, clipValue);
  }
  if (clipNorm === undefined) return 1;
  let squares = 0;
  for (const { offset, bytes } of trained) squares += kernels.squareSum(bytes, gradients + offset);
  const norm = Math.sqrt(squares);
  return norm > clipNorm ? clipNorm / norm : 1;
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
