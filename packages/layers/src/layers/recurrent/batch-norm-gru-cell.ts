import * as tf from '@tensorflow/tfjs-core';
import { type Activation, type ActivationIdentifier, activationOf } from '../identifiers';
import { type CallOptions, knownOptions, type LayerInputs } from '../layer-call';
import { BatchNormCell } from './batch-norm-cell';
import { type BatchNormCellConfig, cellOptionNames, cellOptions } from './cell-config';

/** The options of {@link BatchNormGRUCell}: those of `tf.layers.gruCell`, and those of the normalization. */
export interface BatchNormGRUCellConfig extends BatchNormCellConfig {
  /** Of the gates. Default `'hardSigmoid'`. */
  recurrentActivation?: ActivationIdentifier;
}

const functionName = 'batchNormGRUCell';
const optionNames = [...cellOptionNames, 'recurrentActivation'] as const;

/**
 * A GRU cell with batch normalization at every time step, for `tf.layers.rnn({ cell })`:
 *
 *     a = BN(x kernel) + bias,   b = BN(h recurrentKernel),   each in three parts z, r, g
 *     z, r = recurrentActivation(a_z + b_z), recurrentActivation(a_r + b_r)
 *     h'   = z * h + (1 - z) * activation(a_g + r * b_g)
 *
 * The reset gate comes after the product with the recurrent kernel, as in Keras with `reset_after` and in PyTorch: before it,
 * as in `tf.layers.gruCell`, the state would have to be normalized twice. So weights of that cell do not fit in meaning,
 * although they do in shape. See {@link BatchNormLSTMCell} for how the statistics go.
 *
 * Source: Cho et al., "Learning Phrase Representations using RNN Encoder-Decoder", 2014, normalized as the LSTM is.
 */
export class BatchNormGRUCell extends BatchNormCell {
  static className = 'BatchNormGRUCell';

  readonly stateSize: number;

  private readonly recurrentActivation: Activation;

  /** @throws ArgumentError for a value out of range or a misspelt option. */
  constructor(config: BatchNormGRUCellConfig) {
    super(config, cellOptions(functionName, config, optionNames), functionName, 3);
    this.recurrentActivation = activationOf(config.recurrentActivation ?? 'hardSigmoid');
    this.stateSize = this.options.units;
  }

  override call(inputs: LayerInputs, call: CallOptions = {}): tf.Tensor[] {
    return tf.tidy(() => {
      const [x, h] = inputs as [tf.Tensor, tf.Tensor];
      const { fromInput, fromState } = this.projections(x, h, this.takeStep(call));
      const parts = (projection: tf.Tensor) =>
        tf.split(projection, 3, 1) as [tf.Tensor, tf.Tensor, tf.Tensor];
      const [inputUpdate, inputReset, inputCandidate] = parts(fromInput);
      const [stateUpdate, stateReset, stateCandidate] = parts(fromState);
      const update = this.recurrentActivation.apply(tf.add(inputUpdate, stateUpdate));
      const reset = this.recurrentActivation.apply(tf.add(inputReset, stateReset));
      const candidate = this.options.activation.apply(tf.add(inputCandidate, tf.mul(reset, stateCandidate)));
      const output = tf.add(tf.mul(update, h), tf.mul(tf.sub(1, update), candidate));
      return [output, output];
    });
  }

  /** The options, as they are saved. */
  override getConfig(): tf.serialization.ConfigDict {
    return { recurrentActivation: this.recurrentActivation.getClassName(), ...super.getConfig() };
  }

  /** Makes the cell that a saved model describes. */
  static override fromConfig<T extends tf.serialization.Serializable>(
    cls: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    return new cls(knownOptions(config, optionNames));
  }
}

/**
 * Makes a {@link BatchNormGRUCell}, for `tf.layers.rnn({ cell })`.
 *
 * @throws ArgumentError for a value out of range or a misspelt option.
 */
export function batchNormGRUCell(config: BatchNormGRUCellConfig): BatchNormGRUCell {
  return new BatchNormGRUCell(config);
}
