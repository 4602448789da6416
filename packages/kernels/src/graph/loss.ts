import { ArgumentError, checkChoice, checkNumber, checkOptions, show } from '@bnlab/arguments';

/** Losses by name; formulas in assembly/graph/loss.ts. */
export const graphLosses = [
  'softmaxCrossEntropy',
  'sigmoidCrossEntropy',
  'meanSquaredError',
  'huber',
] as const;

/** The loss: a mean over the examples. Every loss reads the outputs before any softmax or sigmoid. */
export type GraphLoss =
  | {
      /** -sum over classes of target ln(softmax(z)). */
      readonly kind: 'softmaxCrossEntropy';
      /** Share of the target that is spread evenly over the classes, in [0, 1). Default: 0. */
      readonly labelSmoothing?: number;
    }
  | {
      /** The mean over outputs of -target ln(s) - (1 - target) ln(1 - s), s the sigmoid of z. */
      readonly kind: 'sigmoidCrossEntropy';
    }
  | {
      /** The mean over outputs of (z - target)^2. */
      readonly kind: 'meanSquaredError';
    }
  | {
      /** The mean over outputs of e^2 / 2 up to delta, delta (e - delta / 2) past it, with e = |z - target|. */
      readonly kind: 'huber';
      /** Positive. Default: 1. */
      readonly delta?: number;
    };

/** @internal A loss with every option written out. */
export interface CompleteLoss {
  readonly kind: GraphLoss['kind'];
  readonly labelSmoothing: number;
  readonly delta: number;
}

/** @throws ArgumentError */
export function completeLoss(caller: string, loss: GraphLoss | GraphLoss['kind']): CompleteLoss {
  const spelled: GraphLoss = typeof loss === 'string' ? { kind: loss } : loss;
  if (typeof spelled !== 'object' || spelled === null) {
    throw new ArgumentError(caller, `loss must be a name or an object with a kind, got ${show(loss)}`);
  }
  checkChoice(caller, 'loss', spelled.kind, graphLosses);
  const options = { softmaxCrossEntropy: ['labelSmoothing'], huber: ['delta'] }[spelled.kind as string] ?? [];
  checkOptions(caller, spelled, ['kind', ...options], 'loss');
  const { labelSmoothing = 0, delta = 1 } = spelled as { labelSmoothing?: number; delta?: number };
  checkNumber(caller, 'loss.labelSmoothing', labelSmoothing, { min: 0, below: 1 });
  checkNumber(caller, 'loss.delta', delta, { above: 0 });
  return { kind: spelled.kind, labelSmoothing, delta };
}

/** The kernels' number of a loss. */
export function lossCode({ kind }: CompleteLoss): number {
  return graphLosses.indexOf(kind);
}
