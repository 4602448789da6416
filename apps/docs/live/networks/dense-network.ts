import { activationFunctions } from '@bnlab/kernels';
import { digestState, NeuralNet, type LayerState, type NetworkState } from '@bnlab/layers';
import type { Dataset } from '@bnlab/mnist';
import { layerSizes, type PlaygroundSettings } from '../../labs/playground/settings';
import { layerFrame, type LayerFrame } from '../layer-frame';
import { forwarded } from './forwarded';
import type { LayerInputs, LiveNetwork } from './live-network';
import { firstIndices, lookedImages, lookOptions } from './look';

/** A network of fully connected layers, as the lesson trains it. */
export async function createDenseNetwork(
  settings: PlaygroundSettings,
  normalized: readonly boolean[],
): Promise<LiveNetwork<NetworkState>> {
  const { seed, standardDeviation, activation, placement } = settings;
  const sizes = layerSizes(settings);
  const net = await NeuralNet.create({
    layerSizes: sizes,
    batchNorm: normalized,
    ...{ seed, standardDeviation, activation, placement },
  });

  async function look(train: Dataset): Promise<LayerFrame[]> {
    if (net.engine !== 'compiled') return [];
    const { layers } = await net.observe(train, firstIndices(lookedImages.dense, train.count), lookOptions);
    return layers.slice(0, -1).map((layer) => layerFrame(layer, layer.activations!));
  }

  /** The layers up to the one that is asked about, as a network whose outputs are that layer's sums. */
  async function inputsOf(layer: number, images: Dataset): Promise<LayerInputs> {
    const { layers } = await net.getState();
    const { weights, bias, gamma, beta } = layers[layer]!;
    const units = sizes[layer + 1]!;
    const front = await NeuralNet.create({
      layerSizes: sizes.slice(0, layer + 2),
      batchNorm: normalized.slice(0, layer),
      ...{ activation, placement },
    });
    const last: LayerState = { weights, bias: bias ?? new Float32Array(units) };
    front.setState({ step: 0, layers: [...layers.slice(0, layer), last] });
    const sums = await front.predict(images, { statistics: 'batch' });
    front.dispose();
    const isAfter = placement === 'after-activation' && normalized[layer]!;
    const values = isAfter ? sums.map(activationFunctions[activation].value) : sums;
    return { values, places: 1, units, ...(gamma && beta ? { gamma, beta } : {}) };
  }

  return {
    ...forwarded(net),
    look,
    inputsOf,
    snapshotBytes: 4 * sizes.slice(1).reduce((sum, units, index) => sum + units * sizes[index]!, 0),
    digest: async () => digestState(await net.getState()),
  };
}
