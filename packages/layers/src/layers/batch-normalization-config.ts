import type * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { ArgumentError, checkBoolean, checkNumber, checkOptions, show } from '@bnlab/arguments';
import type { BatchRenormSchedule, ReduceMoments } from '@bnlab/core';
import { affineOptionNames } from './affine-weights';
import { type BatchPolicies, checkPolicies } from './batch-policies';
import { knownOptions, layerOptionNames } from './layer-call';

type StockConfig = NonNullable<Parameters<typeof tfl.layers.batchNormalization>[0]>;

/**
 * The options of {@link BatchNormalization}: all of `tf.layers.batchNormalization`, with the same names and defaults, and
 * more. The stock ones that are not listed here are `betaInitializer`, `gammaInitializer`, `movingMeanInitializer`,
 * `movingVarianceInitializer`, `betaConstraint`, `gammaConstraint`, `betaRegularizer`, `gammaRegularizer`, `name`,
 * `trainable`, `weights`, `inputShape`, `batchInputShape`, `batchSize`, `inputDType` and `dtype`. Whatever the dtype, the
 * layer computes in float32.
 */
export interface BatchNormalizationConfig
  extends Omit<StockConfig, 'axis' | 'momentum' | 'dtype'>, BatchPolicies {
  /** The channel axis, or several that together are the channels; counted from either end. Default -1. */
  axis?: number | readonly number[];
  /**
   * Share of the old moving average that is kept with each batch, in [0, 1]. `null` for the cumulative average, in which
   * all batches weigh the same. Default 0.99.
   */
  momentum?: number | null;
  /** Added to the variance before the root; finite, at least 0. Default 1e-3. */
  epsilon?: number;
  /** Whether there is a beta. Default true. */
  center?: boolean;
  /** Whether there is a gamma. Default true. */
  scale?: boolean;
  /**
   * Statistics to normalize with, whatever the model is doing: `true` for the batch's, in `predict` too, `false` for the
   * moving averages, in `fit` too. The moving averages change in training only, and never with `false`. Default: the
   * batch's in training, the moving averages otherwise.
   */
  training?: boolean;
  /**
   * Whether the moving variance follows the unbiased variance of each batch, m / (m - 1) times the biased one. `'keras2'`:
   * where Keras 2 does so, which is in its fused operation, for inputs of rank 4 with the axis 1 or 3 and of rank 5 with
   * the axis 4; models that Keras 2 saved load with it. Default false, as in Keras 3.
   */
  bessel?: boolean | 'keras2';
  /** Batch renormalization (Ioffe 2017), with the paper's schedule or your own. Default false. */
  renorm?: boolean | BatchRenormSchedule;
  /** Taken as the stock layer takes them: without effect. */
  fused?: boolean | null;
  inputDim?: number;
  /** Of the input. Any name or policy of Keras, such as `'mixed_float16'`, is taken as float32. Default float32. */
  dtype?: tf.DataType | (string & {}) | object;
  /** Examples that are normalized together, apart from the others of the batch (Hoffer et al. 2017). Default: all. */
  ghostBatchSize?: number;
  /**
   * Joins the moments of this replica's batch with those of the others, which makes the statistics those of all;
   * {@link joinReplicas} has one for workers. A
   * function cannot be saved: set {@link BatchNormalization.reduceMoments} again on a loaded model.
   */
  reduceMoments?: ReduceMoments;
  /**
   * Whether a mask that reaches the layer belongs to its input. Only needed where that cannot be told from the graph, as
   * an error then says. Default: told from the graph.
   */
  masked?: boolean;
  /** Batches that the moving averages hold, for `momentum: null` and `renorm` to go on from. Default 0. */
  batchesSeen?: number;
}

/** The names of all options. */
export const optionNames = [
  'axis',
  'momentum',
  'epsilon',
  'center',
  'scale',
  ...affineOptionNames,
  'movingMeanInitializer',
  'movingVarianceInitializer',
  'training',
  'bessel',
  'renorm',
  'ghostBatchSize',
  'fused',
  'inputDim',
  'reduceMoments',
  'onSingleValue',
  'onNonFinite',
  'masked',
  'batchesSeen',
  ...layerOptionNames,
] as const satisfies readonly (keyof BatchNormalizationConfig)[];

/** Refuses a configuration with a value out of range, a misspelt option, or options that exclude each other. */
export function checkConfig(functionName: string, config: BatchNormalizationConfig): void {
  refuseOtherNames(functionName, config);
  checkOptions(functionName, config, optionNames);
  const { axis, momentum, epsilon, ghostBatchSize, reduceMoments, batchesSeen } = config;
  const refuse = (problem: string): never => {
    throw new ArgumentError(functionName, problem);
  };
  const axes = axesOf(axis);
  if (axes.length === 0 || !axes.every(Number.isInteger)) {
    refuse(`axis must be an integer or an array of integers, got ${JSON.stringify(axis)}`);
  }
  if (momentum != null) checkNumber(functionName, 'momentum', momentum, { min: 0, max: 1 });
  if (epsilon != null) checkNumber(functionName, 'epsilon', epsilon, { min: 0 });
  for (const [name, count] of Object.entries({ ghostBatchSize, batchesSeen })) {
    const least = name === 'batchesSeen' ? 0 : 1;
    if (count != null) checkNumber(functionName, name, count, { min: least, integer: true });
  }
  if (reduceMoments != null && typeof reduceMoments !== 'function') {
    refuse(`reduceMoments must be a function of moments, got ${show(reduceMoments)}`);
  }
  checkPolicies(functionName, config);
  checkFlags(functionName, config);
  const exclusive = [
    ['renorm', Boolean(config.renorm)],
    ['ghostBatchSize', ghostBatchSize != null],
    ['reduceMoments', reduceMoments != null],
  ] as const;
  const used = exclusive.filter(([, isUsed]) => isUsed).map(([name]) => name);
  if (used.length > 1) refuse(`${used.join(' and ')} must not be used together`);
}

/** The channel axes that an `axis` option names. */
export function axesOf(axis: BatchNormalizationConfig['axis']): readonly number[] {
  return typeof axis === 'object' && axis !== null ? axis : [axis ?? -1];
}

/**
 * The options in a saved layer's configuration. What else Keras writes there (`fused`, `synchronized`, settings of the
 * program that saved the model) does not bear on what the layer computes in one replica.
 */
export function savedOptions(saved: tf.serialization.ConfigDict): BatchNormalizationConfig {
  const { fused: _, ...options } = knownOptions(withOwnNames(saved), optionNames) as BatchNormalizationConfig;
  if (options.bessel === undefined && isOfKeras2(saved)) options.bessel = 'keras2';
  // Left out, momentum has its default; null is the cumulative average.
  return saved.momentum === null ? { ...options, momentum: null } : options;
}

/** Whether Keras 2 saved it, whose fused operation moves the variance otherwise: it writes axes as lists, and dtypes. */
function isOfKeras2({ axis, dtype, renorm, fused, bessel }: tf.serialization.ConfigDict): boolean {
  return (
    Array.isArray(axis) && typeof dtype === 'string' && !renorm && fused !== false && bessel === undefined
  );
}

/** Ghost batches by their name in Keras, which is too far from ours to be recognized as a misspelling. */
function refuseOtherNames(functionName: string, config: unknown): void {
  const other = Object.keys(config ?? {}).find((name) => /^virtual_?batch_?size$/i.test(name));
  if (other === undefined) return;
  throw new ArgumentError(functionName, `unknown option "${other}". Did you mean "ghostBatchSize"?`);
}

/** Keras, and earlier versions of this package, call ghost batches virtual ones. */
function withOwnNames({
  virtualBatchSize,
  ...saved
}: tf.serialization.ConfigDict): tf.serialization.ConfigDict {
  return virtualBatchSize == null ? saved : { ghostBatchSize: virtualBatchSize, ...saved };
}

function checkFlags(functionName: string, config: BatchNormalizationConfig): void {
  if (config.bessel !== 'keras2' && config.bessel != null) {
    checkBoolean(functionName, 'bessel', config.bessel);
  }
  for (const name of ['center', 'scale', 'training', 'masked', 'fused'] as const) {
    if (config[name] != null) checkBoolean(functionName, name, config[name]);
  }
}
