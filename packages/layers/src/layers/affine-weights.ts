import {
  type Constraint,
  constraintOf,
  type Initializer,
  initializerOf,
  type Regularizer,
  regularizerOf,
  serialized,
  type ConstraintIdentifier,
  type InitializerIdentifier,
  type RegularizerIdentifier,
} from './identifiers';

/** How a weight starts, what it costs and where it is kept. */
export interface WeightOptions {
  initializer: Initializer;
  regularizer?: Regularizer | undefined;
  constraint?: Constraint | undefined;
}

/** The options of gamma and beta, as all TensorFlow.js layers that have them name them. */
export interface AffineConfig {
  /** Default `'zeros'`. */
  betaInitializer?: InitializerIdentifier;
  /** Default `'ones'`. */
  gammaInitializer?: InitializerIdentifier;
  betaRegularizer?: RegularizerIdentifier;
  gammaRegularizer?: RegularizerIdentifier;
  betaConstraint?: ConstraintIdentifier;
  gammaConstraint?: ConstraintIdentifier;
}

/** The names of the options of gamma and beta. */
export const affineOptionNames = [
  'betaInitializer',
  'gammaInitializer',
  'betaRegularizer',
  'gammaRegularizer',
  'betaConstraint',
  'gammaConstraint',
] as const satisfies readonly (keyof AffineConfig)[];

/** How gamma and beta are made. */
export interface AffineWeights {
  gamma: WeightOptions;
  beta: WeightOptions;
}

export function affineWeights(config: AffineConfig): AffineWeights {
  return {
    gamma: {
      initializer: initializerOf(config.gammaInitializer ?? 'ones'),
      regularizer: regularizerOf(config.gammaRegularizer),
      constraint: constraintOf(config.gammaConstraint),
    },
    beta: {
      initializer: initializerOf(config.betaInitializer ?? 'zeros'),
      regularizer: regularizerOf(config.betaRegularizer),
      constraint: constraintOf(config.betaConstraint),
    },
  };
}

/** The part of `getConfig` for gamma and beta. */
export function serializedAffine({ gamma, beta }: AffineWeights) {
  return {
    betaInitializer: serialized(beta.initializer),
    gammaInitializer: serialized(gamma.initializer),
    betaRegularizer: serialized(beta.regularizer),
    gammaRegularizer: serialized(gamma.regularizer),
    betaConstraint: serialized(beta.constraint),
    gammaConstraint: serialized(gamma.constraint),
  };
}
