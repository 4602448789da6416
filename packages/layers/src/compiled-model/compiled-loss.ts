import { ArgumentError } from '@bnlab/arguments';
import type { GraphLoss, GraphOptimizer } from '@bnlab/kernels';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { DescribedModel } from './describe-model';

/** Losses of TensorFlow.js by name, and what must stand at the output for them. */
const losses: Readonly<
  Record<string, { loss: GraphLoss['kind']; output: 'softmax' | 'sigmoid' | undefined }>
> = {
  categoricalCrossentropy: { loss: 'softmaxCrossEntropy', output: 'softmax' },
  sparseCategoricalCrossentropy: { loss: 'softmaxCrossEntropy', output: 'softmax' },
  binaryCrossentropy: { loss: 'sigmoidCrossEntropy', output: 'sigmoid' },
  meanSquaredError: { loss: 'meanSquaredError', output: undefined },
};

/** The loss that a model was compiled with, or the one that is asked for. */
export function lossOf(
  caller: string,
  model: tfl.LayersModel,
  { outputActivation }: DescribedModel,
  asked: GraphLoss | GraphLoss['kind'] | undefined,
): GraphLoss {
  if (asked !== undefined) return typeof asked === 'string' ? { kind: asked } : asked;
  const name = model.loss as unknown;
  const known = typeof name === 'string' ? losses[camelCase(name)] : undefined;
  if (!known) {
    const got = typeof name === 'string' ? `"${name}"` : 'another';
    throw new ArgumentError(
      caller,
      `loss must be given, as the model is not compiled with one of ${Object.keys(losses).join(', ')} but ${name === undefined ? 'with none' : got}`,
    );
  }
  if (known.output !== outputActivation) {
    const wanted = known.output
      ? `a model that ends in ${known.output}`
      : 'a model that ends in neither softmax nor sigmoid';
    throw new ArgumentError(
      caller,
      `the model's loss ${String(name)} needs ${wanted}; change the last layer, or give a loss`,
    );
  }
  return { kind: known.loss };
}

/** A model's optimizer as the compiled engine describes it. */
export function optimizerOf(
  caller: string,
  model: tfl.LayersModel,
  asked: GraphOptimizer | GraphOptimizer['kind'] | undefined,
): { optimizer: GraphOptimizer; learningRate: number | undefined } {
  const own = model.optimizer as
    { getClassName(): string; getConfig(): Readonly<Record<string, number | boolean>> } | undefined;
  const config = own?.getConfig() ?? {};
  const learningRate = config.learningRate as number | undefined;
  if (asked !== undefined) {
    return { optimizer: typeof asked === 'string' ? { kind: asked } : asked, learningRate };
  }
  const number = (name: string) => config[name] as number;
  switch (own?.getClassName()) {
    case 'SGD':
      return { optimizer: { kind: 'sgd' }, learningRate };
    case 'Momentum':
      return {
        optimizer: { kind: 'sgd', momentum: number('momentum'), nesterov: config.useNesterov === true },
        learningRate,
      };
    case 'Adam':
      return {
        optimizer: {
          kind: 'adam',
          beta1: number('beta1'),
          beta2: number('beta2'),
          epsilon: number('epsilon'),
        },
        learningRate,
      };
    case undefined:
    default:
      throw new ArgumentError(
        caller,
        `optimizer must be given, as the model's is not sgd, momentum or adam but ${own?.getClassName() ?? 'none'}`,
      );
  }
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
