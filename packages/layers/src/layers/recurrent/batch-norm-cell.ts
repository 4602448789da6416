import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { WeightOptions } from '../affine-weights';
import { nonFiniteWarning, singleValueWarning } from '../batch-policies';
import { makeVariable } from '../../tensorflow-copies';
import { holdConstraint } from '../../keras/constrained-weight';
import { initializerOf } from '../identifiers';
import { type CallOptions, singleShape, withKnownDtype } from '../layer-call';
import { type CellOptions, serializedCell } from './cell-config';
import { LateError } from '../synchronous-reads';
import { normalizeStep, type Step, type StepOptions, type StepWeights } from './step-normalization';

/**
 * The base of the batch-normalized recurrent cells: at each time step,
 *
 *     preActivation = BN(x kernel; gamma_x) + BN(h recurrentKernel; gamma_h) + bias
 *
 * each with statistics of its own, without a beta since the bias is one.
 */
export abstract class BatchNormCell extends tfl.layers.RNNCell {
  /** [inputs, gates * units], once the cell is built. */
  kernel!: tfl.LayerVariable;
  /** [units, gates * units], once the cell is built. */
  recurrentKernel!: tfl.LayerVariable;
  /** [gates * units], once the cell is built; not there with `useBias: false`. */
  bias: tfl.LayerVariable | undefined;

  protected readonly stepOptions: StepOptions;
  private inputNorm!: StepWeights;
  private recurrentNorm!: StepWeights;
  /** The step that comes next in each pass over a batch of sequences. */
  private readonly nextStep = new WeakMap<object, number>();

  constructor(
    config: ConstructorParameters<typeof tfl.layers.Layer>[0],
    protected readonly options: CellOptions,
    functionName: string,
    private readonly gates: number,
  ) {
    super(withKnownDtype(config));
    const { momentum, epsilon, bessel, onSingleValue, onNonFinite } = options;
    this.stepOptions = {
      ...{ functionName, layerName: this.name, momentum, epsilon, bessel, onSingleValue, onNonFinite },
      onSkip: nonFiniteWarning(functionName, this.name),
      onOneValue: singleValueWarning(functionName, this.name),
      lateError: new LateError(),
    };
  }

  override build(inputShape: tfl.Shape | tfl.Shape[]): void {
    const { units, kernel, recurrent, bias, useBias } = this.options;
    const inputs = singleShape(inputShape).at(-1)!;
    const width = this.gates * units;
    this.kernel = this.parameter('kernel', [inputs, width], kernel);
    this.recurrentKernel = this.parameter('recurrent_kernel', [units, width], recurrent);
    if (useBias) this.bias = this.parameter('bias', [width], { ...bias, ...this.biasStart(bias) });
    this.inputNorm = this.stepWeights('kernel', width);
    this.recurrentNorm = this.stepWeights('recurrent', width);
    this.built = true;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...serializedCell(this.options), ...super.getConfig() };
  }

  /** The initializer of the bias, where a cell has one of its own. */
  protected biasStart(bias: WeightOptions): Partial<WeightOptions> {
    return { initializer: bias.initializer };
  }

  /** A trainable weight. */
  protected parameter(name: string, shape: number[], options: WeightOptions): tfl.LayerVariable {
    const { initializer, regularizer, constraint } = options;
    const weight = makeVariable(this.name, () =>
      this.addWeight(name, shape, 'float32', initializer, regularizer, true, constraint),
    );
    holdConstraint(weight);
    return weight;
  }

  /** The weights of a normalization over so many channels. */
  protected stepWeights(name: string, channels: number): StepWeights {
    const statistics = (kind: string, start: 'zeros' | 'ones') => {
      const shape = [this.options.maxSteps, channels];
      return this.addWeight(`${name}_${kind}`, shape, 'float32', initializerOf(start), undefined, false);
    };
    return {
      gamma: this.parameter(`${name}_gamma`, [channels], this.options.gamma),
      movingMean: statistics('moving_mean', 'zeros'),
      movingVariance: statistics('moving_variance', 'ones'),
    };
  }

  /** Counts the steps of a pass: a recurrent layer hands the same object to the cell at every step of one. */
  protected takeStep(call: CallOptions): Step {
    const index = this.nextStep.get(call) ?? 0;
    this.nextStep.set(call, index + 1);
    const isFrozen = !this.trainable || this._trainableWeights.every((weight) => !weight.trainable);
    return { index, isTraining: call.training === true && !isFrozen };
  }

  /** The sum of {@link projections}. */
  protected preActivation(x: tf.Tensor, h: tf.Tensor, step: Step): tf.Tensor {
    const { fromInput, fromState } = this.projections(x, h, step);
    return tf.add(fromInput, fromState);
  }

  /** BN(x kernel) + bias and BN(h recurrentKernel). */
  protected projections(
    x: tf.Tensor,
    h: tf.Tensor,
    step: Step,
  ): { fromInput: tf.Tensor; fromState: tf.Tensor } {
    const input = normalizeStep(tf.dot(x, this.kernel.read()), this.inputNorm, step, this.stepOptions);
    const projected = tf.dot(h, this.recurrentKernel.read());
    const fromState = normalizeStep(projected, this.recurrentNorm, step, this.stepOptions);
    return { fromInput: this.bias ? tf.add(input, this.bias.read()) : input, fromState };
  }
}
