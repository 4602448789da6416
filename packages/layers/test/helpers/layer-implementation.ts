import * as tf from '@tensorflow/tfjs';
import type { Batch, Channels } from '@bnlab/core';
import { implementationOnTensors } from '@bnlab/core/spec/tensors';
import { type BatchNormalization, batchNormalization, foldBatchNorm } from '../../src';

/** How the laws' matrices, [positions, channels], reach a layer. */
interface Layout {
  axis: number;
  toLayer: (x: tf.Tensor) => tf.Tensor;
  fromLayer: (y: tf.Tensor) => tf.Tensor;
}

/** As they are. */
export const channelsLast: Layout = { axis: -1, toLayer: (x) => x, fromLayer: (y) => y };
/** As one example of [channels, positions]. */
export const channelsFirst: Layout = {
  axis: 1,
  toLayer: (x) => x.transpose().expandDims(0),
  fromLayer: (y) => y.squeeze([0]).transpose(),
};

/** A built layer whose gamma and beta are given tensors, so that gradients reach them. */
function layerWith(x: tf.Tensor, gamma: tf.Tensor | undefined, beta: tf.Tensor | undefined, options: object) {
  const layer = batchNormalization({
    ...options,
    scale: gamma !== undefined,
    center: beta !== undefined,
    onSingleValue: 'allow',
  });
  layer.build(x.shape);
  if (gamma) Object.assign(layer.gamma!, { read: () => gamma });
  if (beta) Object.assign(layer.beta!, { read: () => beta });
  return layer;
}

const call = (layer: BatchNormalization, x: tf.Tensor, training: boolean) =>
  layer.apply(x, { training }) as tf.Tensor;

/** The layer as the laws ask for it, with the channels where `layout` puts them. */
const onTensors = ({ axis: ownAxis, toLayer, fromLayer }: Layout) =>
  implementationOnTensors({
    training(x, { gamma, beta, axis, epsilon }) {
      const given = toLayer(x);
      // Without a memory, and from 0, the moving averages are the batch's statistics.
      const memory = { momentum: 0, movingVarianceInitializer: 'zeros' };
      const layer = layerWith(given, gamma, beta, { axis: axis === -1 ? ownAxis : axis, epsilon, ...memory });
      const output = fromLayer(call(layer, given, true));
      return { output, mean: layer.movingMean.read(), variance: layer.movingVariance.read() };
    },
    inference(x, { mean, variance, gamma, beta, epsilon }) {
      const given = toLayer(x);
      const layer = layerWith(given, gamma, beta, { axis: ownAxis, epsilon });
      layer.movingMean.write(mean);
      layer.movingVariance.write(variance);
      return fromLayer(call(layer, given, false));
    },
  });

const own = {
  optionalGammaAndBeta: true,
  exactCentering: true,
  async movingAverage(average: readonly number[], value: readonly number[], momentum: number) {
    const layer = batchNormalization({ momentum });
    tf.tidy(() => {
      layer.build([null, value.length]);
      layer.movingMean.write(tf.tensor1d([...average]));
      call(layer, tf.tensor2d([...value, ...value], [2, value.length]), true);
    });
    const values = Array.from(await layer.movingMean.read().data());
    layer.weights.forEach((weight) => weight.dispose());
    return values;
  },
  /** Of a dense layer and this one in a model, by the tool that folds models. */
  async fold(kernel: Batch, bias: Channels, ...statistics: [Channels, Channels, Channels, Channels, number]) {
    const [mean, variance, gamma, beta, epsilon] = statistics;
    const dense = tf.layers.dense({ units: bias.length, inputShape: [kernel.length] });
    const model = tf.sequential({ layers: [dense, batchNormalization({ epsilon })] });
    const vectors = [bias, gamma, beta, mean, variance].map((values) => tf.tensor1d([...values]));
    const matrix = tf.tensor2d(kernel.flat(), [kernel.length, bias.length]);
    dense.setWeights([matrix, vectors[0]!]);
    model.layers[1]!.setWeights(vectors.slice(1));
    const folded = await foldBatchNorm(model);
    const weights = folded.getWeights().map((weight) => weight.array());
    const [foldedKernel, foldedBias] = await Promise.all(weights);
    [model, folded].forEach((made) => made.dispose());
    tf.dispose([matrix, vectors]);
    return { kernel: foldedKernel as number[][], bias: foldedBias as number[] };
  },
};

/** Batch normalization as the layer does it, for the laws. */
export const layerWithChannels = (layout: Layout) => ({ ...onTensors(layout), ...own });
