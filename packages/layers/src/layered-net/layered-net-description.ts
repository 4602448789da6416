import { checkNumber, checkOptions } from '@bnlab/arguments';
import type {
  GraphDescription,
  GraphLoss,
  GraphOptimizer,
  GraphValues,
  LayerDescription,
} from '@bnlab/kernels';
import { checkClassNames } from '../neural-net/class-report';
import type { OutputActivation } from '../neural-net/predicted-as';
import { type LayeredEngineOptions, layeredEngineOptionNames } from './layered-engine-options';

/** The description of a network of any layers, without the values of its parameters. */
export interface LayeredNetDescription {
  /** Of an example: `[units]` or `[height, width, channels]`. */
  readonly inputShape: readonly number[];
  /** In the order in which they run. */
  readonly layers: readonly LayerDescription[];
  readonly loss: GraphLoss;
  readonly optimizer: GraphOptimizer;
  /** The function that turns the output's logits into probabilities, where the network names one. */
  readonly outputActivation?: OutputActivation;
  readonly classNames?: readonly string[];
}

/** The options of `NeuralNet.create` for a network of any layers. */
export interface LayeredNetOptions extends LayeredEngineOptions {
  /** Of an example: `[units]` or `[height, width, channels]`. */
  inputShape: readonly number[];
  /** In the order in which they run; each reads the one before it, or those that its `from` names. */
  layers: readonly LayerDescription[];
  /** The loss to minimize. Default: `'softmaxCrossEntropy'`. */
  loss?: GraphLoss | GraphLoss['kind'];
  /** How a step changes the parameters. Default: `'sgd'`. */
  optimizer?: GraphOptimizer | GraphOptimizer['kind'];
  /** Seed of the starting weights, from 0 to 2^32 - 1. Default: 1. */
  seed?: number;
  /** Parameters to start from, in place of a seed. */
  values?: GraphValues;
  /** Names of the classes, in their order, one per output: for reports. Default: none. */
  classNames?: readonly string[];
}

const optionNames = [
  'inputShape',
  'layers',
  'loss',
  'optimizer',
  'seed',
  'values',
  ...layeredEngineOptionNames,
  'classNames',
] as const satisfies readonly (keyof LayeredNetOptions)[];

/**
 * Describes a network of layers. The layers themselves are checked where the network is made.
 *
 * @throws ArgumentError if an option is unknown or out of range.
 */
export function describeLayeredNet(caller: string, options: LayeredNetOptions): LayeredNetDescription {
  checkOptions(caller, options, optionNames);
  const { inputShape, layers, loss = 'softmaxCrossEntropy', optimizer = 'sgd', seed, classNames } = options;
  if (seed !== undefined) checkNumber(caller, 'seed', seed, { integer: true, min: 0, max: 2 ** 32 - 1 });
  if (classNames !== undefined) checkClassNames(caller, classNames);
  const endsInSoftmax = Array.isArray(layers) && (layers as LayerDescription[]).at(-1)?.kind === 'softmax';
  return {
    ...{ inputShape, layers },
    loss: typeof loss === 'string' ? { kind: loss } : loss,
    optimizer: typeof optimizer === 'string' ? { kind: optimizer } : optimizer,
    ...(endsInSoftmax && { outputActivation: 'softmax' as const }),
    ...(classNames && { classNames }),
  };
}

/** A network as it is described to the kernels. */
export function graphOf({ inputShape, layers, loss, optimizer }: LayeredNetDescription): GraphDescription {
  return { inputShape, layers, loss, optimizer };
}
