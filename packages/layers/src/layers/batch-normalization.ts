import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { ArgumentError, show } from '@bnlab/arguments';
import { batchNormInference, type ReduceMoments } from '@bnlab/core';
import { type AffineWeights, affineWeights, serializedAffine, type WeightOptions } from './affine-weights';
import {
  axesOf,
  type BatchNormalizationConfig,
  checkConfig,
  savedOptions,
} from './batch-normalization-config';
import {
  nonFiniteWarning,
  singleValueWarning,
  type StatisticsInUse,
  statisticsInUse,
  usesMaskedBatch,
  warnOfHalfPrecision,
} from './batch-policies';
import {
  normalizeBatch,
  type NormalizedBatch,
  smallestCount,
  type StatisticsOptions,
} from './batch-statistics';
import { type ChannelLayout, channelLayout } from './channel-layout';
import { makeVariable } from '../tensorflow-copies';
import { isDisposed } from '../is-disposed';
import { holdConstraint } from '../keras/constrained-weight';
import { initializerOf, serialized } from './identifiers';
import { positionWeights } from './input-mask';
import { type CallOptions, floatInput, type LayerInputs, singleShape, withKnownDtype } from './layer-call';
import { updateMovingStatistics } from './moving-statistics';
import { DEFAULT_SET, StatisticsSets } from './statistics-sets';
import { LateError } from './synchronous-reads';

/** The tensors that inference depends on, [channels] each. */
interface InferenceParameters {
  mean: tf.Tensor;
  variance: tf.Tensor;
  gamma: tf.Tensor | undefined;
  beta: tf.Tensor | undefined;
}

/** The name that errors begin with. */
const layerName = 'batchNormalization';

/**
 * Batch normalization as a layer: output = gamma * (x - mean) / sqrt(variance + epsilon) + beta, per channel.
 *
 * In training (`fit`, `trainOnBatch`, `apply(x, { training: true })`) mean and variance are the batch's, and the weights
 * `moving_mean` and `moving_variance` follow them; otherwise those two take their place. A frozen layer
 * (`trainable = false`, or that of its model) always uses them and leaves them alone. A layer with neither gamma nor beta is
 * not told that its model is frozen: set its own `trainable`, as `freezeBatchNorm` does.
 *
 * A drop-in replacement for `tf.layers.batchNormalization`: the same options, defaults, class name, and weights in the
 * same order, so that models saved with either load with the other as far as they use what both have. Inputs are of
 * rank 2 to 6; other types are cast to float32. With a mask on its input, in training, what is masked does not touch the statistics, and the mask goes on to
 * the next layer.
 */
export class BatchNormalization extends tfl.layers.Layer {
  static className = 'BatchNormalization';

  readonly axis: number | readonly number[];
  readonly momentum: number | null;
  readonly epsilon: number;
  readonly center: boolean;
  readonly scale: boolean;
  /** Scale, once the layer is built; not there with `scale: false`. */
  gamma: tfl.LayerVariable | undefined;
  /** Shift, once the layer is built; not there with `center: false`. */
  beta: tfl.LayerVariable | undefined;
  /** The population's mean, once the layer is built. */
  movingMean!: tfl.LayerVariable;
  /** The population's variance, once the layer is built. */
  movingVariance!: tfl.LayerVariable;
  /** Joins this replica's moments with those of the others. May be set at any time, on a loaded model in particular. */
  reduceMoments: ReduceMoments | undefined;

  private readonly config: BatchNormalizationConfig;
  private readonly weightOptions: AffineWeights & {
    movingMean: WeightOptions;
    movingVariance: WeightOptions;
  };
  private layout!: ChannelLayout;
  /** Once the layer is built. */
  private sets: StatisticsSets | undefined;
  private readonly warnOfNonFinite = nonFiniteWarning(layerName, this.name);
  private readonly warnOfOneValue = singleValueWarning(layerName, this.name);
  private readonly lateError = new LateError();

  /** @throws ArgumentError for a value out of range, a misspelt option, or options that exclude each other. */
  constructor(config: BatchNormalizationConfig = {}) {
    checkConfig(layerName, config);
    super(withKnownDtype(config));
    this.supportsMasking = true;
    this.config = config;
    this.axis = config.axis ?? -1;
    this.momentum = config.momentum === undefined ? 0.99 : config.momentum;
    this.epsilon = config.epsilon ?? 1e-3;
    this.center = config.center ?? true;
    this.scale = config.scale ?? true;
    this.reduceMoments = config.reduceMoments;
    this.weightOptions = {
      ...affineWeights(config),
      movingMean: { initializer: initializerOf(config.movingMeanInitializer ?? 'zeros') },
      movingVariance: { initializer: initializerOf(config.movingVarianceInitializer ?? 'ones') },
    };
  }

  /** Whether the layer is in use as it is: `trainable` is false, its own or that of its model. */
  get isFrozen(): boolean {
    // A model that is frozen freezes the weights of its layers, and leaves the layers' own flags.
    const parameters = [this.gamma, this.beta].filter((weight) => weight !== undefined);
    return !this.trainable || (parameters.length > 0 && parameters.every((weight) => !weight.trainable));
  }

  override build(inputShape: tfl.Shape | tfl.Shape[]): void {
    const shape = singleShape(inputShape);
    this.layout = channelLayout(layerName, axesOf(this.axis), shape);
    const axes = axesOf(this.axis).map((axis) => (axis < 0 ? axis + shape.length : axis));
    const sizes = Object.fromEntries(axes.map((axis) => [axis, shape[axis]!]));
    this.inputSpec = [new tfl.InputSpec({ ndim: shape.length, axes: sizes })];
    const add = (
      name: string,
      { initializer, regularizer, constraint }: WeightOptions,
      trainable: boolean,
    ) => {
      const { parameterShape } = this.layout;
      const weight = makeVariable(this.name, () =>
        this.addWeight(name, parameterShape, 'float32', initializer, regularizer, trainable, constraint),
      );
      holdConstraint(weight);
      return weight;
    };
    const { gamma, beta, movingMean, movingVariance } = this.weightOptions;
    if (this.scale) this.gamma = add('gamma', gamma, true);
    if (this.center) this.beta = add('beta', beta, true);
    this.movingMean = add('moving_mean', movingMean, false);
    this.movingVariance = add('moving_variance', movingVariance, false);
    this.sets = new StatisticsSets(this.movingMean, this.movingVariance, this.config.batchesSeen ?? 0);
    this.built = true;
  }

  /** The names of the sets of statistics, `'default'` first, and which of them is in use: see {@link useStatistics}. */
  get statistics(): { names: string[]; inUse: string } {
    return { names: this.sets?.names ?? [DEFAULT_SET], inUse: this.sets?.inUse ?? DEFAULT_SET };
  }

  /**
   * Puts a named set of statistics in use: `movingMean` and `movingVariance` are that set's from now on. A set that is not
   * there yet starts as a copy of the one in use. {@link useStatistics} does it for a whole model.
   *
   * @throws ArgumentError if the layer is not built, or the name is no string or empty.
   */
  useStatistics(name: string): void {
    if (typeof name !== 'string' || name === '') {
      throw new ArgumentError(
        'BatchNormalization.useStatistics',
        `name must be the name of a set of statistics, got ${show(name)}`,
      );
    }
    this.requireSets('BatchNormalization.useStatistics').use(name);
  }

  /** For what saves, loads and copies models. */
  requireSets(functionName: string): StatisticsSets {
    if (this.sets) return this.sets;
    const fix = 'give it an inputShape, or call it once';
    throw new ArgumentError(functionName, `${this.name} must be built first; ${fix}`);
  }

  /**
   * @throws ArgumentError if in training the input has one value per channel or values that are not finite and the
   *   configuration refuses them, or if it comes with a mask that cannot be used.
   */
  override call(inputs: LayerInputs, options: CallOptions = {}): tf.Tensor {
    if (isDisposed(this.movingMean.read() as tf.Variable)) {
      const fix = 'make it, or load its model, again';
      throw new Error(`${layerName}: the weights of ${this.name} have been disposed of; ${fix}`);
    }
    this.lateError.throwIfAny();
    const { statistics } = options;
    const normalize = () => this.normalize(inputs, options);
    return statistics === undefined ? normalize() : this.sets!.with(layerName, statistics, normalize);
  }

  private normalize(inputs: LayerInputs, options: CallOptions): tf.Tensor {
    return tf.tidy(() => {
      const x = floatInput(layerName, inputs);
      const usesBatch = this.config.training ?? options.training ?? false;
      if (!usesBatch || this.isFrozen) return this.normalizeWithPopulation(x);
      const weights = positionWeights(layerName, {
        layer: this,
        x,
        mask: options.mask,
        isFromModel: Array.isArray(inputs),
        channelAxes: axesOf(this.axis),
        masked: this.config.masked,
      });
      const isTraining = options.isFitting ?? options.training === true;
      return this.normalizeWithBatch(x, weights, isTraining) ?? this.normalizeWithPopulation(x);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { movingMean, movingVariance } = this.weightOptions;
    const { training, renorm, ghostBatchSize, onSingleValue, onNonFinite, masked } = this.config;
    // Said where nothing would mean Keras 2.
    const bessel = this.config.bessel ?? (Array.isArray(this.axis) ? false : undefined);
    const more = { training, bessel, renorm, ghostBatchSize, onSingleValue, onNonFinite, masked };
    const countsBatches = this.momentum === null || Boolean(renorm);
    return {
      axis: this.axis as number | number[],
      momentum: this.momentum,
      epsilon: this.epsilon,
      center: this.center,
      scale: this.scale,
      ...serializedAffine(this.weightOptions),
      movingMeanInitializer: serialized(movingMean.initializer),
      movingVarianceInitializer: serialized(movingVariance.initializer),
      ...(Object.fromEntries(
        Object.entries(more).filter(([, value]) => value != null),
      ) as tf.serialization.ConfigDict),
      ...(countsBatches ? { batchesSeen: this.batchesOfDefaultSet } : {}),
      ...super.getConfig(),
    };
  }

  /** Makes the layer that a saved model describes, Keras's own way of saying it included. */
  static override fromConfig<T extends tf.serialization.Serializable>(
    cls: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    return new cls(savedOptions(config));
  }

  /** The statistics that are saved with the weights. */
  private get batchesOfDefaultSet(): number {
    return this.sets?.get(DEFAULT_SET)!.batchesSeen.known ?? this.config.batchesSeen ?? 0;
  }

  override disposeWeights(): number {
    const others = 2 * ((this.sets?.names.length ?? 1) - 1);
    this.sets?.disposeOfOthers();
    return super.disposeWeights() + others;
  }

  private parameters(): InferenceParameters {
    const vector = (variable: tfl.LayerVariable) => {
      const value = variable.read();
      return value.rank === 1 ? value : tf.reshape(value, [this.layout.channels]);
    };
    return {
      mean: vector(this.movingMean),
      variance: vector(this.movingVariance),
      gamma: this.gamma && vector(this.gamma),
      beta: this.beta && vector(this.beta),
    };
  }

  private normalizeWithPopulation(x: tf.Tensor): tf.Tensor {
    const { axis } = this.layout;
    const { epsilon, layout } = this;
    const view = layout.toCore(x);
    return layout.fromCore(batchNormInference(view, { ...this.parameters(), axis, epsilon }), x.shape);
  }

  /** The output, or `undefined` if the configuration says that such a batch is to be normalized with the population's. */
  private normalizeWithBatch(
    x: tf.Tensor,
    weights: tf.Tensor | undefined,
    isTraining: boolean,
  ): tf.Tensor | undefined {
    const { layout, epsilon } = this;
    const view = layout.toCore(x);
    const ghostBatchSize = this.config.ghostBatchSize ?? undefined;
    const inUse = this.statisticsInUse(smallestCount(view, layout.channels, ghostBatchSize));
    if (!inUse.ofBatch) return undefined;
    const { gamma, beta, ...population } = this.parameters();
    const batch = normalizeBatch(
      view,
      layout.channels,
      { gamma, beta, axis: layout.axis, epsilon },
      { weights, ghostBatchSize, reduceMoments: this.reduceMoments, renorm: this.renormOptions(population) },
    );
    const usesBatch = weights ? this.usesMaskedBatch(batch.counts[0]!) : true;
    if (usesBatch === false) return undefined;
    if (isTraining) {
      warnOfHalfPrecision();
      this.follow(batch, usesBatch);
    }
    const output = layout.fromCore(batch.output, x.shape);
    return usesBatch === true ? output : tf.where(usesBatch, output, this.normalizeWithPopulation(x));
  }

  private renormOptions({
    mean,
    variance,
  }: {
    mean: tf.Tensor;
    variance: tf.Tensor;
  }): StatisticsOptions['renorm'] {
    const { renorm } = this.config;
    if (!renorm) return undefined;
    const schedule = renorm === true ? {} : renorm;
    return {
      schedule,
      step: this.sets!.batchesSeen.known,
      populationMean: mean,
      populationVariance: variance,
    };
  }

  private statisticsInUse(count: number): StatisticsInUse {
    // With several replicas the values of all of them count.
    if (this.reduceMoments) return { ofBatch: true, isFollowed: true };
    const batch = { layerName: this.name, count, warn: this.warnOfOneValue };
    return statisticsInUse(layerName, batch, this.config.onSingleValue);
  }

  private usesMaskedBatch(count: number | tf.Scalar): boolean | tf.Tensor {
    const batch = { layerName: this.name, count, warn: this.warnOfOneValue, lateError: this.lateError };
    return usesMaskedBatch(layerName, batch, this.config.onSingleValue);
  }

  private get hasBessel(): boolean {
    const { bessel = false } = this.config;
    if (bessel !== 'keras2') return bessel;
    const [axis, ...others] = axesOf(this.axis);
    const rank = this.inputSpec[0]!.ndim!;
    const fusedAxes = { 4: [1, 3], 5: [4] }[rank] ?? [];
    return others.length === 0 && fusedAxes.includes(axis! < 0 ? axis! + rank : axis!);
  }

  private follow(batch: NormalizedBatch, isUsed: true | tf.Tensor): void {
    updateMovingStatistics({ mean: this.movingMean, variance: this.movingVariance }, batch, {
      momentum: this.momentum,
      bessel: this.hasBessel,
      leastCount: this.config.onSingleValue === 'allow' ? 1 : 2,
      isUsed,
      batchesSeen: this.sets!.batchesSeen,
      onNonFinite: this.config.onNonFinite ?? 'skip',
      functionName: layerName,
      onSkip: this.warnOfNonFinite,
      lateError: this.lateError,
    });
  }
}

/**
 * Makes a {@link BatchNormalization} layer, as `tf.layers.batchNormalization` does.
 *
 * @throws ArgumentError for a value out of range, a misspelt option, or options that exclude each other.
 */
export function batchNormalization(config: BatchNormalizationConfig = {}): BatchNormalization {
  return new BatchNormalization(config);
}
