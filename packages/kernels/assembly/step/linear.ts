import { multiply, multiplyGradient, multiplyTransposed } from './dense-product';
import { gatherLists, gatherRows } from './gather';
import { updateParameter, GRADIENT_DESCENT } from './optimizer';
import { layerAt, Layer, Network } from './records';
import { sparseMultiply, sparseUpdate } from './sparse-product';

/*
 * The linear part of a layer: Z = X W on the way there; on the way back dX = G W^T, and dW = X^T G, which changes W.
 *
 * The first layer reads the batch's inputs. Where they are sparse its weights lie in panels of up to 7 vectors of
 * columns, and no matrix of their gradient exists: input by input, the sum over the examples that have it goes
 * straight to its row of the weights.
 */

/** Takes the batch's inputs from the data set, as the first layer reads them. */
export function gather(network: Network, training: bool): void {
  const first = layerAt(network, 0);
  if (network.sparseInputs) gatherLists(network, training, first.inputs, first.weightStride, first.stride);
  else gatherRows(network, first.inputs);
}

/** Vectors of columns in a panel: as even as can be, wider panels first. */
// @ts-ignore: decorator
@inline
function panelVectors(layer: Layer, panel: u32): u32 {
  const vectors = (layer.units + 3) >> 2;
  return vectors / layer.panels + u32(panel < vectors % layer.panels);
}

function inputOf(network: Network, index: u32): usize {
  return index == 0 ? network.inputRows : layerAt(network, index - 1).output;
}

function inputStrideOf(network: Network, index: u32): usize {
  return index == 0 ? network.inputStride : layerAt(network, index - 1).stride;
}

/** Z = X W. */
export function linearForward(network: Network, index: u32): void {
  const layer = layerAt(network, index);
  if (index == 0 && network.sparseInputs) {
    let weights = layer.weights;
    let linear = layer.linear;
    for (let panel: u32 = 0; panel < layer.panels; panel++) {
      const vectors = panelVectors(layer, panel);
      sparseMultiply(vectors, network.batch, network.rowEnds, weights, linear, layer.stride);
      weights += layer.panelStride;
      linear += <usize>vectors << 4;
    }
    return;
  }
  multiply(
    network.batch, <u32>(layer.vectorBytes >> 2), layer.inputs,
    inputOf(network, index), inputStrideOf(network, index),
    layer.weights, layer.weightStride, layer.linear, layer.stride, network.panel,
  );
}

/** dX = G W^T, of a layer that is not the first. */
export function linearBackward(network: Network, index: u32, gradient: usize, inputGradient: usize): void {
  const layer = layerAt(network, index);
  const before = layerAt(network, index - 1);
  multiplyTransposed(
    network.batch, <u32>(before.vectorBytes >> 2), layer.units,
    gradient, layer.stride, layer.weights, layer.weightStride, inputGradient, before.stride, network.panel,
  );
}

/** The step that dW = X^T G gives the weights. */
export function updateWeights(network: Network, index: u32, gradient: usize): void {
  const layer = layerAt(network, index);
  if (network.optimizer == GRADIENT_DESCENT && !network.keepGradients) {
    return addGradient(network, index, gradient, layer.weights, -network.learningRate, false);
  }
  addGradient(network, index, gradient, layer.weightGradient, 1, true);
  updateParameter(network, layer.weightBytes, layer.weights, layer.weightGradient, layer.weightSlot1, layer.weightSlot2);
}

/** `to` = dW where `store`, else `to` + factor dW. */
function addGradient(network: Network, index: u32, gradient: usize, to: usize, factor: f32, store: bool): void {
  const layer = layerAt(network, index);
  if (index == 0 && network.sparseInputs) {
    if (store) memory.fill(to, 0, layer.weightBytes);
    return addSparseGradient(network, layer, gradient, to, factor);
  }
  multiplyGradient(
    store, layer.inputs, <u32>(layer.vectorBytes >> 2), network.batch,
    inputOf(network, index), inputStrideOf(network, index),
    gradient, layer.stride, to, layer.weightStride, network.panel, factor,
  );
}

function addSparseGradient(network: Network, layer: Layer, gradient: usize, to: usize, factor: f32): void {
  for (let panel: u32 = 0; panel < layer.panels; panel++) {
    const vectors = panelVectors(layer, panel);
    sparseUpdate(
      vectors, layer.inputs, network.columnLists, network.columnListBytes, network.columnEnds,
      gradient, to, layer.weightStride, factor,
    );
    to += layer.panelStride;
    gradient += <usize>vectors << 4;
  }
}
