import type * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { checkBoolean, checkNumber, checkOptions } from '@bnlab/arguments';
import type { WeightOptions } from '../affine-weights';
import { type BatchPolicies, checkPolicies } from '../batch-policies';
import {
  type Activation,
  type ActivationIdentifier,
  activationOf,
  type ConstraintIdentifier,
  constraintOf,
  type InitializerIdentifier,
  initializerOf,
  type RegularizerIdentifier,
  regularizerOf,
  serialized,
} from '../identifiers';
import { layerOptionNames } from '../layer-call';

type LayerArgs = NonNullable<ConstructorParameters<typeof tfl.layers.Layer>[0]>;

/** The options of the batch-normalized cells: those of the stock cells with their defaults, and those of the normalization. */
export interface BatchNormCellConfig extends LayerArgs, BatchPolicies {
  /** Size of the state. */
  units: number;
  /** Default `'tanh'`. */
  activation?: ActivationIdentifier;
  /** Whether there is a bias. Default true. */
  useBias?: boolean;
  /** Default `'glorotNormal'`. */
  kernelInitializer?: InitializerIdentifier;
  /** Default `'orthogonal'`. */
  recurrentInitializer?: InitializerIdentifier;
  /** Default `'zeros'`. */
  biasInitializer?: InitializerIdentifier;
  kernelRegularizer?: RegularizerIdentifier;
  recurrentRegularizer?: RegularizerIdentifier;
  biasRegularizer?: RegularizerIdentifier;
  kernelConstraint?: ConstraintIdentifier;
  recurrentConstraint?: ConstraintIdentifier;
  biasConstraint?: ConstraintIdentifier;
  /** Time steps that have statistics of their own, at least 1; later ones use those of the last. */
  maxSteps: number;
  /**
   * Where each gamma starts. Default 0.1, everywhere: at 1 the gradient dies on its way back through time, since the
   * normalized values drive tanh into saturation.
   */
  gammaInitializer?: InitializerIdentifier;
  /** Share of the old moving average that is kept with each batch, in [0, 1]. Default 0.99. */
  momentum?: number;
  /** Added to the variance before the root; finite, at least 0. Default 1e-3. */
  epsilon?: number;
  /** Whether the moving variances are those of Bessel's correction. Default false. */
  bessel?: boolean;
}

/** The names of the options that every batch-normalized cell has. */
export const cellOptionNames = [
  'units',
  'activation',
  'useBias',
  'kernelInitializer',
  'recurrentInitializer',
  'biasInitializer',
  'kernelRegularizer',
  'recurrentRegularizer',
  'biasRegularizer',
  'kernelConstraint',
  'recurrentConstraint',
  'biasConstraint',
  'maxSteps',
  'gammaInitializer',
  'momentum',
  'epsilon',
  'bessel',
  'onSingleValue',
  'onNonFinite',
  ...layerOptionNames,
] as const satisfies readonly (keyof BatchNormCellConfig)[];

/** A cell's configuration with its defaults filled in and its identifiers looked up. */
export interface CellOptions extends Required<BatchPolicies> {
  units: number;
  activation: Activation;
  useBias: boolean;
  kernel: WeightOptions;
  recurrent: WeightOptions;
  bias: WeightOptions;
  gamma: WeightOptions;
  maxSteps: number;
  momentum: number;
  epsilon: number;
  bessel: boolean;
}

/** @throws ArgumentError for a value out of range or a misspelt option. */
export function cellOptions(
  functionName: string,
  config: BatchNormCellConfig,
  names: readonly string[],
): CellOptions {
  checkOptions(functionName, config, names);
  for (const name of ['units', 'maxSteps'] as const) {
    checkNumber(functionName, name, config[name], { min: 1, integer: true });
  }
  const { units, maxSteps, momentum = 0.99, epsilon = 1e-3, useBias = true, bessel = false } = config;
  checkNumber(functionName, 'momentum', momentum, { min: 0, max: 1 });
  checkNumber(functionName, 'epsilon', epsilon, { min: 0 });
  checkBoolean(functionName, 'useBias', useBias);
  checkBoolean(functionName, 'bessel', bessel);
  checkPolicies(functionName, config);
  const weight = (part: 'kernel' | 'recurrent' | 'bias', initializer: InitializerIdentifier) => ({
    initializer: initializerOf(config[`${part}Initializer`] ?? initializer),
    regularizer: regularizerOf(config[`${part}Regularizer`]),
    constraint: constraintOf(config[`${part}Constraint`]),
  });
  return {
    units,
    activation: activationOf(config.activation ?? 'tanh'),
    useBias,
    kernel: weight('kernel', 'glorotNormal'),
    recurrent: weight('recurrent', 'orthogonal'),
    bias: weight('bias', 'zeros'),
    gamma: {
      initializer: initializerOf(config.gammaInitializer ?? tfl.initializers.constant({ value: 0.1 })),
    },
    maxSteps,
    momentum,
    epsilon,
    bessel,
    onSingleValue: config.onSingleValue ?? 'warn',
    onNonFinite: config.onNonFinite ?? 'skip',
  };
}

/** The part of `getConfig` for the options that every batch-normalized cell has. */
export function serializedCell(options: CellOptions): tf.serialization.ConfigDict {
  const { kernel, recurrent, bias, gamma, activation, ...plain } = options;
  const parts = Object.entries({ kernel, recurrent, bias }).flatMap(([part, weight]) => [
    [`${part}Initializer`, serialized(weight.initializer)],
    [`${part}Regularizer`, serialized(weight.regularizer)],
    [`${part}Constraint`, serialized(weight.constraint)],
  ]);
  return {
    ...plain,
    activation: activation.getClassName(),
    gammaInitializer: serialized(gamma.initializer),
    ...(Object.fromEntries(parts) as tf.serialization.ConfigDict),
  };
}
