import type { GraphLayerObservation, GraphValues, LayerDescription } from '@bnlab/kernels';
import { digestState, NeuralNet, normalWeights, type LayeredNet, type LayerState } from '@bnlab/layers';
import type { Dataset } from '@bnlab/mnist';
import type { PlaygroundSettings } from '../../labs/playground/settings';
import { layerFrame, type LayerFrame } from '../layer-frame';
import { forwarded } from './forwarded';
import type { LayerInputs, LiveNetwork } from './live-network';
import { firstIndices, lookedImages, lookOptions } from './look';

/** Layers that halve the map: 28, 14, 7, 4. */
const HALVINGS = 3;
/** As the fully connected network has them. */
const [MOMENTUM, EPSILON] = [0.99, 1e-3];
const CLASSES = 10;

/** The names of what hidden layer `layer` is made of. */
const namesOf = (layer: number) => ({
  convolution: `hidden-${layer + 1}`,
  norm: `norm-${layer + 1}`,
  activation: `activation-${layer + 1}`,
});
const OUTPUT = 'output';

/** Convolutions of 3 x 3 in place of the fully connected hidden layers; the first three halve the map. */
export async function createConvolutionalNetwork(
  settings: PlaygroundSettings,
  normalized: readonly boolean[],
): Promise<LiveNetwork<GraphValues>> {
  const { hidden, placement } = settings;
  const layers = hidden.flatMap((_, layer) => hiddenLayer(settings, normalized, layer));
  const net = await create([...layers, { kind: 'flatten' }, { kind: 'dense', name: OUTPUT, units: CLASSES }]);
  const start = startingValues(await net.getState(), settings);
  net.setState(start);

  async function look(train: Dataset): Promise<LayerFrame[]> {
    const seen = await net.observe(train, firstIndices(lookedImages.convolutional, train.count), lookOptions);
    const find = (wanted: string) => seen.layers.find(({ name }) => name === wanted);
    return hidden.map((_, layer) => {
      const { convolution, norm, activation } = namesOf(layer);
      const [active, normal] = [find(activation)!, find(norm)];
      const last = placement === 'after-activation' && normal ? normal : active;
      const parameters = { gamma: normal?.gamma, beta: normal?.beta };
      return layerFrame({ ...active, ...parameters, norms: normsOf(find(convolution)!) }, last.activations);
    });
  }

  /** The layers up to the one that is asked about, as a network of their own. */
  async function inputsOf(layer: number, images: Dataset): Promise<LayerInputs> {
    const { convolution, norm, activation } = namesOf(layer);
    const isAfter = placement === 'after-activation' && normalized[layer]!;
    const end = layers.findIndex(({ name }) => name === (isAfter ? activation : convolution));
    const front = await create(layers.slice(0, end + 1));
    const all = await net.getState();
    const kept = Object.keys((await front.getState()).layers);
    front.setState({
      step: 0,
      layers: Object.fromEntries(kept.map((name) => [name, all.layers[name]!])),
    });
    const values = await front.predict(images, { statistics: 'batch' });
    front.dispose();
    const units = hidden[layer]!;
    const { gamma, beta } = all.layers[norm] ?? {};
    const places = values.length / units / images.count;
    return { values, places, units, ...(gamma && beta ? { gamma, beta } : {}) };
  }

  return {
    ...forwarded(net),
    look,
    inputsOf,
    snapshotBytes: bytesOf(start),
    digest: async () =>
      digestState({ step: net.step, layers: statesOf(await net.getState(), hidden.length) }),
  };
}

function create(layers: readonly LayerDescription[]): Promise<LayeredNet> {
  return NeuralNet.create({ inputShape: [28, 28, 1], layers });
}

function hiddenLayer(
  { hidden, activation, placement }: PlaygroundSettings,
  normalized: readonly boolean[],
  layer: number,
): LayerDescription[] {
  const names = namesOf(layer);
  const isNormalized = normalized[layer]!;
  const convolution: LayerDescription = {
    ...{ kind: 'conv2d', name: names.convolution, filters: hidden[layer]!, kernelSize: 3, padding: 'same' },
    stride: layer < HALVINGS ? 2 : 1,
    useBias: !isNormalized,
  };
  const applied: LayerDescription = { kind: 'activation', name: names.activation, activation };
  if (!isNormalized) return [convolution, applied];
  const norm: LayerDescription = {
    kind: 'batchNorm',
    name: names.norm,
    momentum: MOMENTUM,
    epsilon: EPSILON,
  };
  return placement === 'before-activation' ? [convolution, norm, applied] : [convolution, applied, norm];
}

/** Normal weights, the same for a network with batch norm and one without. */
function startingValues(values: GraphValues, { seed, standardDeviation }: PlaygroundSettings): GraphValues {
  const names = Object.keys(values.layers).filter((name) => values.layers[name]!.weights);
  const total = names.reduce((sum, name) => sum + values.layers[name]!.weights!.length, 0);
  const drawn = normalWeights([total, 1], { seed, standardDeviation })[0]!.values;
  let start = 0;
  const layers = names.map((name) => {
    const { length } = values.layers[name]!.weights!;
    const weights = drawn.slice(start, (start += length));
    return [name, { ...values.layers[name], weights }] as const;
  });
  return { ...values, layers: { ...values.layers, ...Object.fromEntries(layers) } };
}

function normsOf({ norms }: GraphLayerObservation) {
  return { weights: norms.weights!, weightGradient: norms.weightGradient! };
}

/** Each layer with its batch norm, in the form that digests are taken of. */
function statesOf({ layers }: GraphValues, hidden: number): LayerState[] {
  const names = [
    ...Array.from({ length: hidden }, (_, layer) => namesOf(layer)),
    { convolution: OUTPUT, norm: '' },
  ];
  return names.map(({ convolution, norm }) => {
    const { weights, ...rest } = layers[convolution]!;
    const matrix = { rows: weights!.length, columns: 1, values: weights! };
    return { weights: matrix, ...rest, ...layers[norm] };
  });
}

function bytesOf({ layers }: GraphValues): number {
  const arrays = Object.values(layers).flatMap((layer) => Object.values(layer));
  return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
}
