import * as tf from '@tensorflow/tfjs-core';
import { type CallOptions, knownOptions, type LayerInputs } from '../layer-call';
import { BatchNormCell } from './batch-norm-cell';
import { type BatchNormCellConfig, cellOptionNames, cellOptions } from './cell-config';

const functionName = 'batchNormSimpleRNNCell';

/**
 * A simple recurrent cell with batch normalization at every time step:
 *
 *     h' = activation(BN(x kernel) + BN(h recurrentKernel) + bias)
 *
 * For `tf.layers.rnn({ cell })`. See {@link BatchNormLSTMCell} for how the statistics go.
 */
export class BatchNormSimpleRNNCell extends BatchNormCell {
  static className = 'BatchNormSimpleRNNCell';

  readonly stateSize: number;

  /** @throws ArgumentError for a value out of range or a misspelt option. */
  constructor(config: BatchNormCellConfig) {
    super(config, cellOptions(functionName, config, cellOptionNames), functionName, 1);
    this.stateSize = this.options.units;
  }

  override call(inputs: LayerInputs, call: CallOptions = {}): tf.Tensor[] {
    return tf.tidy(() => {
      const [x, h] = inputs as [tf.Tensor, tf.Tensor];
      const output = this.options.activation.apply(this.preActivation(x, h, this.takeStep(call)));
      return [output, output];
    });
  }

  /** Makes the cell that a saved model describes. */
  static override fromConfig<T extends tf.serialization.Serializable>(
    cls: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    return new cls(knownOptions(config, cellOptionNames));
  }
}

/**
 * Makes a {@link BatchNormSimpleRNNCell}, for `tf.layers.rnn({ cell })`.
 *
 * @throws ArgumentError for a value out of range or a misspelt option.
 */
export function batchNormSimpleRNNCell(config: BatchNormCellConfig): BatchNormSimpleRNNCell {
  return new BatchNormSimpleRNNCell(config);
}
