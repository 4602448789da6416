import { checkOptions } from '@bnlab/arguments';
import type { ConvolutionMethod, GraphLoss, GraphOptimizer } from '@bnlab/kernels';
import type * as tfl from '@tensorflow/tfjs-layers';
import { createLayeredEngine } from '../layered-net/create-layered-engine';
import type { FitValues } from '../layered-net/examples-of';
import { checkFitOptions, type FitHistory, type FitOptions } from '../layered-net/fit';
import type { LayeredEngine } from '../layered-net/layered-engine';
import { LayeredNet } from '../layered-net/layered-net';
import type { LayeredNetDescription } from '../layered-net/layered-net-description';
import { graphOf } from './graph-of';
import { writeWeights } from './model-weights';

/** How {@link compileTraining} trains a model. */
export interface CompileTrainingOptions {
  /** Default: the one that the model is compiled with. */
  loss?: GraphLoss | GraphLoss['kind'];
  /** Default: the one that the model is compiled with, if that is sgd, momentum or adam. */
  optimizer?: GraphOptimizer | GraphOptimizer['kind'];
  /** See `CompiledGraphOptions`. Default: `'fast'`. */
  convolutions?: ConvolutionMethod;
}

/**
 * Trains a `tf.LayersModel` in compiled WebAssembly: convolutions, dense layers, pooling, batch, group and layer norm,
 * dropout, sums and concatenations, sequential or functional.
 *
 * ```js
 * const compiled = await compileTraining(model);
 * await compiled.fit(xs, ys, { epochs: 5 }); // in place of model.fit(xs, ys, { epochs: 5 })
 * ```
 *
 * @param model A model with one input and one output. Its weights are read now, and written after each `fit`.
 * @throws ArgumentError naming the first layer, or setting of a layer, that the compiled engine does not know; nothing
 *   has run then.
 */
export async function compileTraining(
  model: tfl.LayersModel,
  options: CompileTrainingOptions = {},
): Promise<CompiledModel> {
  const caller = 'compileTraining';
  checkOptions(caller, options, ['loss', 'optimizer', 'convolutions']);
  const { convolutions, ...rest } = options;
  const { description, values, learningRate } = await graphOf(caller, model, rest);
  const engine = await createLayeredEngine(caller, description, {
    ...{ engine: 'compiled', values, ...(convolutions && { convolutions }) },
  });
  return new CompiledModel(model, engine, { description, learningRate, convolutions });
}

/** A model on the compiled engine: see {@link compileTraining}. */
export class CompiledModel extends LayeredNet {
  readonly #model: tfl.LayersModel;
  readonly #learningRate: number | undefined;

  /** @internal Made by {@link compileTraining}. */
  constructor(
    model: tfl.LayersModel,
    engine: LayeredEngine,
    what: {
      description: LayeredNetDescription;
      learningRate: number | undefined;
      convolutions: ConvolutionMethod | undefined;
    },
  ) {
    super(engine, what.description, what.convolutions);
    this.#model = model;
    this.#learningRate = what.learningRate;
  }

  /**
   * Trains as `tf.LayersModel.fit` does, and writes the weights into the model.
   *
   * @param x Inputs: a tensor, floats, or bytes that stand for byte / 255, example by example.
   * @param y Labels: classes, or the values that the outputs are to have.
   * @throws ArgumentError if an option is unknown or out of range, or x and y do not fit the model.
   * @throws The signal's reason when it is aborted; the model then has the weights of the last step.
   */
  override async fit(x: FitValues, y: FitValues, options: FitOptions = {}): Promise<FitHistory> {
    const caller = this.callerOf('fit');
    checkFitOptions(caller, options, this.#model);
    const { learningRate = this.#learningRate } = options;
    try {
      return await this.fitAs(x, y, { ...options, learningRate }, this.#model);
    } finally {
      writeWeights(caller, this.#model, (await this.getState()).layers);
    }
  }

  /** @internal */
  protected override callerOf(method: string): string {
    return `CompiledModel.${method}`;
  }
}
