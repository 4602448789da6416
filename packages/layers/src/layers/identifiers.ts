import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { otherCopyError } from '../tensorflow-copies';

/** Sets the first values of a weight. */
export type Initializer = ReturnType<typeof tfl.initializers.ones>;
/** Adds a penalty for the values of a weight to the loss. */
export type Regularizer = ReturnType<typeof tfl.regularizers.l2>;
/** Brings a weight back into bounds after each of its updates. */
export type Constraint = ReturnType<typeof tfl.constraints.nonNeg>;
/** An activation function as a TensorFlow.js layer holds it. */
export interface Activation extends tf.serialization.Serializable {
  apply(x: tf.Tensor): tf.Tensor;
}

type StockConfig = NonNullable<Parameters<typeof tfl.layers.batchNormalization>[0]>;
/** A name such as `'glorotUniform'`, an initializer, or the serialized form of one. */
export type InitializerIdentifier = StockConfig['gammaInitializer'];
/** A name such as `'l1l2'`, a regularizer, or the serialized form of one. */
export type RegularizerIdentifier = StockConfig['gammaRegularizer'];
/** A name such as `'nonNeg'`, a constraint, or the serialized form of one. */
export type ConstraintIdentifier = StockConfig['gammaConstraint'];
/** A name such as `'tanh'`. */
export type ActivationIdentifier = Parameters<typeof tfl.layers.activation>[0]['activation'];

/*
 * TensorFlow.js looks identifiers up in the constructors of its layers and exports no other way to. So each of these
 * makes a layer, given a name lest it use up one of the automatic ones, and takes what it found.
 */

export function initializerOf(identifier: InitializerIdentifier): Initializer {
  refuseOtherCopy('initializer', identifier);
  return stockLayer<{ gammaInitializer: Initializer }>({ gammaInitializer: identifier }).gammaInitializer;
}

export function regularizerOf(identifier: RegularizerIdentifier | undefined): Regularizer | undefined {
  if (identifier == null) return undefined;
  refuseOtherCopy('regularizer', identifier);
  return stockLayer<{ gammaRegularizer: Regularizer }>({ gammaRegularizer: identifier }).gammaRegularizer;
}

export function constraintOf(identifier: ConstraintIdentifier | undefined): Constraint | undefined {
  if (identifier == null) return undefined;
  refuseOtherCopy('constraint', identifier);
  return stockLayer<{ gammaConstraint: Constraint }>({ gammaConstraint: identifier }).gammaConstraint;
}

export function activationOf(identifier: ActivationIdentifier): Activation {
  const layer = tfl.layers.activation({ name: 'identifier', activation: identifier });
  return (layer as unknown as { activation: Activation }).activation;
}

/** Objects of a class that is not TensorFlow.js's, and yet is called as those are. */
function refuseOtherCopy(argument: string, identifier: unknown): void {
  const { getClassName } = identifier as { getClassName?: unknown };
  if (typeof getClassName === 'function' && !(identifier instanceof tf.serialization.Serializable)) {
    throw otherCopyError('@bnlab/layers', argument);
  }
}

function stockLayer<Fields>(config: StockConfig): Fields {
  return tfl.layers.batchNormalization({ name: 'identifier', ...config }) as unknown as Fields;
}

/** The part of `getConfig` for an initializer, a regularizer or a constraint. */
export function serialized(
  object: tf.serialization.Serializable | undefined,
): tf.serialization.ConfigDict | null {
  return object ? { className: object.getClassName(), config: object.getConfig() } : null;
}
