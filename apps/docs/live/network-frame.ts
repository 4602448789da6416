import type { LayerObservation, NeuralNet } from '@bnlab/layers';
import type { Dataset } from '@bnlab/mnist';
import { softmax } from '../labs/playground/softmax';
import { densityOf, type Density } from './density';

/** One hidden layer of one network at one moment. */
export interface LayerFrame {
  /** The inputs of the activation, over all units and images. */
  before: Density;
  /** Its outputs. */
  after: Density;
  deviation: number;
  /** 5, 50 and 95 % of the inputs lie below these. */
  low: number;
  median: number;
  high: number;
  /** For each unit, the share of the images to which its activation responds. */
  live: Float32Array;
  /** The length of the gradient of the layer's weights, and of the weights themselves. */
  gradient: number;
  weights: number;
  gamma?: Float32Array;
  beta?: Float32Array;
}

/** One network at one moment of its training. */
export interface NetworkFrame {
  step: number;
  /** Over images that it has not learned from, with population statistics. */
  accuracy: number;
  loss: number;
  /** Empty where the browser runs the slower engine, which does not look inside. */
  layers: readonly LayerFrame[];
  /** Ten probabilities for each image of the gallery. */
  guesses: Float32Array;
  /** Steps per second of the training since the frame before. */
  speed?: number;
}

/** Images that a look inside goes over, as one batch of training would. */
export const PROBE_IMAGES = 60;
/** Bins of the engine's histograms, fine enough to be drawn on another scale. */
const BINS = 400;

/** What a network shows of itself: the layers for a batch of training images, the accuracy over `check`. */
export async function networkFrame(
  net: NeuralNet,
  { step, train, check, gallery }: { step: number; train: Dataset; check: Dataset; gallery: Dataset },
): Promise<NetworkFrame> {
  const { accuracy, loss } = await net.evaluate(check);
  return {
    step,
    accuracy,
    loss,
    layers: await layerFrames(net, train),
    guesses: softmax(await net.predict(gallery)),
  };
}

/** The hidden layers for the first training images. */
export async function layerFrames(net: NeuralNet, train: Dataset): Promise<LayerFrame[]> {
  if (net.engine !== 'compiled') return [];
  const indices = Uint32Array.from({ length: Math.min(PROBE_IMAGES, train.count) }, (_, i) => i);
  const { layers } = await net.observe(train, indices, { bins: BINS, quantiles: [0.05, 0.5, 0.95] });
  return layers.slice(0, -1).map(layerFrame);
}

function layerFrame(layer: LayerObservation): LayerFrame {
  const { preactivations, activations, liveShares, norms, gamma, beta } = layer;
  const [low, median, high] = preactivations!.quantiles as [number, number, number];
  return {
    before: densityOf(preactivations!.histogram),
    after: densityOf(activations!.histogram),
    deviation: preactivations!.deviation,
    ...{ low, median, high },
    live: liveShares!,
    gradient: norms.weightGradient,
    weights: norms.weights,
    ...(gamma && beta ? { gamma, beta } : {}),
  };
}
