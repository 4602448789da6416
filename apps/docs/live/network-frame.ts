import type { Dataset } from '@bnlab/mnist';
import { softmax } from '../labs/playground/softmax';
import type { LayerFrame } from './layer-frame';
import type { LiveNetwork } from './networks/live-network';

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

/** What a network shows of itself: the layers for a batch of training images, the accuracy over `check`. */
export async function networkFrame(
  net: LiveNetwork,
  { step, train, check, gallery }: { step: number; train: Dataset; check: Dataset; gallery: Dataset },
): Promise<NetworkFrame> {
  const { accuracy, loss } = await net.evaluate(check);
  return {
    step,
    accuracy,
    loss,
    layers: await net.look(train),
    guesses: softmax(await net.predict(gallery)),
  };
}
