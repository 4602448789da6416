import type * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { ArgumentError, checkBoolean, checkNumber, checkOptions, show } from '@bnlab/arguments';
import { groupNorm } from '@bnlab/core';
import {
  type AffineConfig,
  affineOptionNames,
  type AffineWeights,
  affineWeights,
  serializedAffine,
} from './affine-weights';
import { makeVariable } from '../tensorflow-copies';
import { holdConstraint } from '../keras/constrained-weight';
import {
  layerOptionNames,
  type LayerInputs,
  knownOptions,
  floatInput,
  singleShape,
  withKnownDtype,
} from './layer-call';

type LayerArgs = NonNullable<ConstructorParameters<typeof tfl.layers.Layer>[0]>;

/** The options of {@link GroupNormalization}, named as in Keras, beside those of every layer and of gamma and beta. */
export interface GroupNormalizationConfig extends LayerArgs, AffineConfig {
  /**
   * Groups that the channels are divided into: a divisor of their number, or -1 for as many groups as channels, which is
   * instance normalization. One group is layer normalization. Default 32.
   */
  groups?: number;
  /** The channel axis, counted from either end; not 0, the axis of the examples. Default -1. */
  axis?: number;
  /** Added to the variance before the root; finite, at least 0. Default 1e-3. */
  epsilon?: number;
  /** Whether there is a beta. Default true. */
  center?: boolean;
  /** Whether there is a gamma. Default true. */
  scale?: boolean;
}

const layerName = 'groupNormalization';
const ownOptions = ['groups', 'axis', 'epsilon', 'center', 'scale'] as const;
const optionNames = [...ownOptions, ...affineOptionNames, ...layerOptionNames];

/**
 * Group normalization as a layer: output = gamma * (x - mean) / sqrt(variance + epsilon) + beta, where mean and variance are
 * those of one example and one group of its channels. It needs no batch, has no moving averages, and is the same in training
 * and at inference: what to use where memory leaves room for a few examples per batch only.
 *
 * Inputs are float32 of rank 2 to 6. Weights are gamma and beta, [channels]. Masks go on to the next layer.
 *
 * Source: Wu and He, "Group Normalization", 2018.
 */
export class GroupNormalization extends tfl.layers.Layer {
  static className = 'GroupNormalization';

  readonly groups: number;
  readonly axis: number;
  readonly epsilon: number;
  readonly center: boolean;
  readonly scale: boolean;
  /** Scale, once the layer is built; not there with `scale: false`. */
  gamma: tfl.LayerVariable | undefined;
  /** Shift, once the layer is built; not there with `center: false`. */
  beta: tfl.LayerVariable | undefined;

  private readonly affine: AffineWeights;

  /** @throws ArgumentError for a value out of range or a misspelt option. */
  constructor(config: GroupNormalizationConfig = {}) {
    checkOptions(layerName, config, optionNames);
    super(withKnownDtype(config));
    this.supportsMasking = true;
    this.groups = config.groups ?? 32;
    this.axis = config.axis ?? -1;
    this.epsilon = config.epsilon ?? 1e-3;
    this.center = config.center ?? true;
    this.scale = config.scale ?? true;
    this.affine = affineWeights(config);
    checkNumber(layerName, 'epsilon', this.epsilon, { min: 0 });
    checkBoolean(layerName, 'center', this.center);
    checkBoolean(layerName, 'scale', this.scale);
    if (!Number.isInteger(this.groups) || (this.groups < 1 && this.groups !== -1)) {
      const problem = 'groups must be an integer of at least 1, or -1 for one per channel';
      throw new ArgumentError(layerName, `${problem}, got ${show(this.groups)}`);
    }
  }

  override build(inputShape: tfl.Shape | tfl.Shape[]): void {
    const shape = singleShape(inputShape);
    const axis = this.axis < 0 ? this.axis + shape.length : this.axis;
    const channels = shape[axis];
    if (!Number.isInteger(this.axis) || axis < 1 || channels == null) {
      const problem = `axis must be one of known size other than 0, got ${this.axis}`;
      throw new ArgumentError(layerName, `${problem} for inputs of shape [${shape.map(String).join(', ')}]`);
    }
    if (this.groups !== -1 && channels % this.groups !== 0) {
      throw new ArgumentError(layerName, `groups must divide the ${channels} channels, got ${this.groups}`);
    }
    this.inputSpec = [new tfl.InputSpec({ ndim: shape.length, axes: { [axis]: channels } })];
    const add = (name: 'gamma' | 'beta') => {
      const { initializer, regularizer, constraint } = this.affine[name];
      const weight = makeVariable(this.name, () =>
        this.addWeight(name, [channels], 'float32', initializer, regularizer, true, constraint),
      );
      holdConstraint(weight);
      return weight;
    };
    if (this.scale) this.gamma = add('gamma');
    if (this.center) this.beta = add('beta');
    this.built = true;
  }

  override call(inputs: LayerInputs): tf.Tensor {
    const x = floatInput(layerName, inputs);
    const { axis, epsilon } = this;
    const groups = this.groups === -1 ? x.shape.at(axis)! : this.groups;
    return groupNorm(x, { groups, axis, epsilon, gamma: this.gamma?.read(), beta: this.beta?.read() });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { groups, axis, epsilon, center, scale } = this;
    return { groups, axis, epsilon, center, scale, ...serializedAffine(this.affine), ...super.getConfig() };
  }

  /** Makes the layer that a saved model describes. */
  static override fromConfig<T extends tf.serialization.Serializable>(
    cls: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    return new cls(knownOptions(config, optionNames));
  }
}

/**
 * Makes a {@link GroupNormalization} layer.
 *
 * @throws ArgumentError for a value out of range or a misspelt option.
 */
export function groupNormalization(config: GroupNormalizationConfig = {}): GroupNormalization {
  return new GroupNormalization(config);
}
