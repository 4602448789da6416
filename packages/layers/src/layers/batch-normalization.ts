import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { ArgumentError } from '@bnlab/arguments';
import { batchNormInference, type ReduceMoments, scaleShift } from '@bnlab/core';
import { type AffineWeights, affineWeights, serializedAffine, type WeightOptions } from './affine-weights';
import {
  axesOf,
  type BatchNormalizationConfig,
  checkConfig,
  savedOptions,
} from './batch-normalization-config';
import { nonFiniteWarning, usesOwnStatistics } from './batch-policies';
import {
  normalizeBatch,
  type NormalizedBatch,
  smallestCount,
  type StatisticsOptions,
} from './batch-statistics';
import { type ChannelLayout, channelLayout } from './channel-layout';
import { initializerOf, serialized } from './identifiers';
import { InferenceAffine, type InferenceParameters } from './inference-affine';
import { positionWeights } from './input-mask';
import { type CallOptions, type LayerInputs, singleInput, singleShape } from './layer-call';
import { updateMovingStatistics } from './moving-statistics';

/** What errors are reported as. */
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
 * same order, so that models saved with either load with the other as far as they use what both have. Inputs are float32 of
 * rank 2 to 6. With a mask on its input, in training, what is masked does not touch the statistics, and the mask goes on to
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
  private readonly affine = new InferenceAffine();
  private layout!: ChannelLayout;
  private batchesSeen: number;
  /** The `training` of the calls that put the model together, once there was one. */
  private graphCall: { training: boolean | undefined } | undefined;
  private readonly warnOfNonFinite = nonFiniteWarning(layerName, this.name);

  /** @throws ArgumentError for a value out of range, a misspelt option, or options that exclude each other. */
  constructor(config: BatchNormalizationConfig = {}) {
    checkConfig(layerName, config);
    super(config);
    this.supportsMasking = true;
    this.config = config;
    this.axis = config.axis ?? -1;
    this.momentum = config.momentum === undefined ? 0.99 : config.momentum;
    this.epsilon = config.epsilon ?? 1e-3;
    this.center = config.center ?? true;
    this.scale = config.scale ?? true;
    this.reduceMoments = config.reduceMoments;
    this.batchesSeen = config.batchesSeen ?? 0;
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
      return this.addWeight(name, parameterShape, 'float32', initializer, regularizer, trainable, constraint);
    };
    const { gamma, beta, movingMean, movingVariance } = this.weightOptions;
    if (this.scale) this.gamma = add('gamma', gamma, true);
    if (this.center) this.beta = add('beta', beta, true);
    this.movingMean = add('moving_mean', movingMean, false);
    this.movingVariance = add('moving_variance', movingVariance, false);
    this.built = true;
  }

  /** @throws ArgumentError if the calls that put a model together differ in their `training`. */
  override apply(
    inputs: tf.Tensor | tf.Tensor[] | tfl.SymbolicTensor | tfl.SymbolicTensor[],
    options: CallOptions = {},
  ): tf.Tensor | tf.Tensor[] | tfl.SymbolicTensor | tfl.SymbolicTensor[] {
    const [first] = Array.isArray(inputs) ? inputs : [inputs];
    if (first instanceof tfl.SymbolicTensor) this.noteGraphCall(options.training);
    return super.apply(inputs, options);
  }

  /**
   * @throws ArgumentError if the input is not float32, if in training it has one value a channel or values that are not
   *   finite and the configuration does not say what to do then, or if it comes with a mask that cannot be used.
   */
  override call(inputs: LayerInputs, options: CallOptions = {}): tf.Tensor {
    return tf.tidy(() => {
      const x = singleInput(layerName, inputs);
      const usesBatch = this.config.training ?? this.graphCall?.training ?? options.training ?? false;
      if (!usesBatch || this.isFrozen) return this.normalizeWithPopulation(x);
      const weights = positionWeights(layerName, {
        layer: this,
        x,
        mask: options.mask,
        isFromModel: Array.isArray(inputs),
        channelAxes: axesOf(this.axis),
        masked: this.config.masked,
      });
      const isTraining = options.training === true;
      return this.normalizeWithBatch(x, weights, isTraining) ?? this.normalizeWithPopulation(x);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { movingMean, movingVariance } = this.weightOptions;
    const { training, bessel, renorm, ghostBatchSize, onSingleValue, onNonFinite, masked } = this.config;
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
      ...(countsBatches ? { batchesSeen: this.batchesSeen } : {}),
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

  protected override disposeWeights(): number {
    this.affine.dispose();
    return super.disposeWeights();
  }

  private noteGraphCall(training: boolean | undefined): void {
    if (this.graphCall && this.graphCall.training !== training) {
      const fix = 'give it as an option of the layer, or use two layers';
      throw new ArgumentError(
        layerName,
        `training must be the same wherever ${this.name} is called, got ${this.graphCall.training} and ${training}; ${fix}`,
      );
    }
    this.graphCall = { training };
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
    // A gradient goes through the weights themselves.
    if (tf.engine().state.gradientDepth > 0) {
      return layout.fromCore(batchNormInference(view, { ...this.parameters(), axis, epsilon }), x.shape);
    }
    const weights = [this.movingMean, this.movingVariance, this.gamma, this.beta].map((w) => w?.read());
    const { center, scale, shift } = this.affine.of(weights, epsilon, () => this.parameters());
    return layout.fromCore(scaleShift(view, { center, gamma: scale, beta: shift, axis }), x.shape);
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
    if (!this.allows(smallestCount(view, layout.channels, ghostBatchSize))) return undefined;
    const { gamma, beta, ...population } = this.parameters();
    const batch = normalizeBatch(
      view,
      layout.channels,
      { gamma, beta, axis: layout.axis, epsilon },
      { weights, ghostBatchSize, reduceMoments: this.reduceMoments, renorm: this.renormOptions(population) },
    );
    if (weights && !this.allows(batch.counts[0]!)) return undefined;
    if (isTraining) this.follow(batch);
    return layout.fromCore(batch.output, x.shape);
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
    return { schedule, step: this.batchesSeen, populationMean: mean, populationVariance: variance };
  }

  private allows(count: number): boolean {
    // With several replicas the values of all of them count.
    if (this.reduceMoments) return true;
    return usesOwnStatistics(layerName, this.name, count, this.config.onSingleValue);
  }

  private follow(batch: NormalizedBatch): void {
    this.batchesSeen = updateMovingStatistics(
      { mean: this.movingMean, variance: this.movingVariance },
      batch,
      {
        momentum: this.momentum,
        bessel: this.config.bessel ?? false,
        batchesSeen: this.batchesSeen,
        onNonFinite: this.config.onNonFinite ?? 'skip',
        functionName: layerName,
        onSkip: this.warnOfNonFinite,
      },
    );
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
