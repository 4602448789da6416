import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { WeightOptions } from '../affine-weights';
import {
  type Activation,
  type ActivationIdentifier,
  activationOf,
  type Initializer,
  initializerOf,
} from '../identifiers';
import { type CallOptions, knownOptions, type LayerInputs } from '../layer-call';
import { BatchNormCell } from './batch-norm-cell';
import { type BatchNormCellConfig, cellOptionNames, cellOptions } from './cell-config';
import { normalizeStep, type StepWeights } from './step-normalization';

/** The options of {@link BatchNormLSTMCell}: those of `tf.layers.lstmCell`, and those of the normalization. */
export interface BatchNormLSTMCellConfig extends BatchNormCellConfig {
  /** Of the gates. Default `'hardSigmoid'`. */
  recurrentActivation?: ActivationIdentifier;
  /** Whether the bias of the forget gate starts at 1. Default false. */
  unitForgetBias?: boolean;
}

const functionName = 'batchNormLSTMCell';
const optionNames = [...cellOptionNames, 'recurrentActivation', 'unitForgetBias'] as const;

/**
 * An LSTM cell with batch normalization at every time step, for `tf.layers.rnn({ cell })`:
 *
 *     i, f, g, o = BN(x kernel) + BN(h recurrentKernel) + bias
 *     c' = recurrentActivation(f) * c + recurrentActivation(i) * activation(g)
 *     h' = recurrentActivation(o) * activation(BN(c'))
 *
 * Every time step up to `maxSteps` has statistics of its own, since the first steps of a sequence differ from the later
 * ones: in training those of the batch at that step, at inference their moving averages; later steps use those of step
 * `maxSteps`. Gammas start at 0.1.
 *
 * The weights start with `kernel`, `recurrent_kernel` and `bias`, gates in the order i, f, g, o, as those of
 * `tf.layers.lstmCell`. To freeze the cell set its own `trainable`; TensorFlow.js does not pass on that of the layer around
 * it. Nor does it tell a cell which steps are masked: sequences should be of one length.
 *
 * Source: Cooijmans, Ballas, Laurent, Gulcehre and Courville, "Recurrent Batch Normalization", 2016.
 */
export class BatchNormLSTMCell extends BatchNormCell {
  static className = 'BatchNormLSTMCell';

  readonly stateSize: number[];

  private readonly recurrentActivation: Activation;
  private readonly unitForgetBias: boolean;
  private cellNorm!: StepWeights;

  /** @throws ArgumentError for a value out of range or a misspelt option. */
  constructor(config: BatchNormLSTMCellConfig) {
    super(config, cellOptions(functionName, config, optionNames), functionName, 4);
    this.recurrentActivation = activationOf(config.recurrentActivation ?? 'hardSigmoid');
    this.unitForgetBias = config.unitForgetBias ?? false;
    this.stateSize = [config.units, config.units];
  }

  /** Makes the weights for inputs of a shape. */
  override build(inputShape: tfl.Shape | tfl.Shape[]): void {
    super.build(inputShape);
    const { units } = this.options;
    // Unlike the other two, this normalization has no bias after it.
    const beta = this.parameter('cell_beta', [units], { initializer: initializerOf('zeros') });
    this.cellNorm = { ...this.stepWeights('cell', units), beta };
  }

  override call(inputs: LayerInputs, call: CallOptions = {}): tf.Tensor[] {
    return tf.tidy(() => {
      const [x, h, c] = inputs as [tf.Tensor, tf.Tensor, tf.Tensor];
      const { activation } = this.options;
      const gate = this.recurrentActivation;
      const step = this.takeStep(call);
      const preActivation = this.preActivation(x, h, step);
      const [i, f, g, o] = tf.split(preActivation, 4, 1) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
      const kept = tf.mul(gate.apply(f), c);
      const nextC = tf.add(kept, tf.mul(gate.apply(i), activation.apply(g)));
      const normalized = normalizeStep(nextC, this.cellNorm, step, this.stepOptions);
      const nextH = tf.mul(gate.apply(o), activation.apply(normalized));
      return [nextH, nextH, nextC];
    });
  }

  /** The options, as they are saved. */
  override getConfig(): tf.serialization.ConfigDict {
    const { recurrentActivation, unitForgetBias } = this;
    return { recurrentActivation: recurrentActivation.getClassName(), unitForgetBias, ...super.getConfig() };
  }

  /** Makes the cell that a saved model describes. */
  static override fromConfig<T extends tf.serialization.Serializable>(
    cls: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    return new cls(knownOptions(config, optionNames));
  }

  protected override biasStart({ initializer }: WeightOptions): Partial<WeightOptions> {
    if (!this.unitForgetBias) return {};
    const { units } = this.options;
    const apply: Initializer['apply'] = () =>
      tf.tidy(() => {
        const start = initializer.apply([4 * units]);
        return tf.concat([tf.slice(start, 0, units), tf.ones([units]), tf.slice(start, 2 * units)]);
      });
    return { initializer: Object.assign(Object.create(initializer) as Initializer, { apply }) };
  }
}

/**
 * Makes a {@link BatchNormLSTMCell}, for `tf.layers.rnn({ cell })`.
 *
 * @throws ArgumentError for a value out of range or a misspelt option.
 */
export function batchNormLSTMCell(config: BatchNormLSTMCellConfig): BatchNormLSTMCell {
  return new BatchNormLSTMCell(config);
}
