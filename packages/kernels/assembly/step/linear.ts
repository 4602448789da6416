import { multiply, multiplyGradient, multiplyTransposed } from './dense-product';
import { gatherLists, gatherRows } from './gather';
import { multiplyWhereActive } from './masked-product';
import { GRADIENT_DESCENT, updateParameter } from './optimizer';
import { layerAt, Layer, Network } from './records';
import { PANEL_VECTORS, sparseMultiply, sparseUpdate } from './sparse-product';

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

/** Whether the layer's inputs are listed: sparse examples, or the output of a relu. */
// @ts-ignore: decorator
@inline
function isListed(network: Network, index: u32): bool {
  return index == 0 ? network.sparseInputs != 0 : layerAt(network, index - 1).activeRowStarts != 0;
}

/** Bytes from a panel of `vectors` vectors to the next: beside it in a row, or where the layer keeps panels apart. */
// @ts-ignore: decorator
@inline
function panelStep(layer: Layer, vectors: u32): usize {
  return layer.panelStride ? layer.panelStride : <usize>vectors << 4;
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
  if (isListed(network, index)) {
    if (index == 0) return multiplyLists(network, layer, network.rowEnds, network.rowEnds + 4);
    const before = layerAt(network, index - 1);
    return multiplyLists(network, layer, before.activeRowStarts, before.activeRowEnds);
  }
  multiply(
    network.batch, <u32>(layer.vectorBytes >> 2), layer.inputs,
    inputOf(network, index), inputStrideOf(network, index),
    layer.weights, layer.weightStride, layer.linear, layer.stride, network.panel,
  );
}

/** Panels are as even as can be, wider ones first. */
function multiplyLists(network: Network, layer: Layer, starts: usize, ends: usize): void {
  let left = (layer.units + 3) >> 2;
  let weights = layer.weights;
  let linear = layer.linear;
  for (let panels = (left + PANEL_VECTORS - 1) / PANEL_VECTORS; panels > 0; panels--) {
    const vectors = (left + panels - 1) / panels;
    sparseMultiply(vectors, network.batch, starts, ends, weights, linear, layer.stride);
    weights += panelStep(layer, vectors);
    linear += <usize>vectors << 4;
    left -= vectors;
  }
}

/** dX = G W^T, of a layer that is not the first. */
export function linearBackward(network: Network, index: u32, gradient: usize, inputGradient: usize): void {
  const layer = layerAt(network, index);
  const before = layerAt(network, index - 1);
  if (before.activeRowStarts) return multiplyWhereActive(network, before, layer, gradient, inputGradient);
  multiplyTransposed(
    network.batch, <u32>(before.vectorBytes >> 2), layer.units,
    gradient, layer.stride, layer.weights, layer.weightStride, inputGradient, before.stride, network.panel,
  );
}

/** The step that dW = X^T G gives the weights. */
export function updateWeights(network: Network, index: u32, gradient: usize): void {
  const layer = layerAt(network, index);
  if (network.optimizer == GRADIENT_DESCENT && !network.gradientsOnly) {
    return addGradient(network, index, gradient, layer.weights, -network.learningRate, false);
  }
  addGradient(network, index, gradient, layer.weightGradient, 1, true);
  if (network.gradientsOnly) return;
  updateParameter(network, layer.weightBytes, layer.weights, layer.weightGradient, layer.weightSlot1, layer.weightSlot2);
}

/** `to` = dW where `store`, else `to` + factor dW. */
function addGradient(network: Network, index: u32, gradient: usize, to: usize, factor: f32, store: bool): void {
  const layer = layerAt(network, index);
  if (isListed(network, index)) {
    if (store) memory.fill(to, 0, layer.weightBytes);
    if (index == 0) return addLists(layer, network.columnStarts, network.columnEnds, gradient, to, factor);
    const before = layerAt(network, index - 1);
    return addLists(layer, before.activeColumnStarts, before.activeColumnEnds, gradient, to, factor);
  }
  multiplyGradient(
    store, layer.inputs, <u32>(layer.vectorBytes >> 2), network.batch,
    inputOf(network, index), inputStrideOf(network, index),
    gradient, layer.stride, to, layer.weightStride, network.panel, factor,
  );
}

function addLists(layer: Layer, starts: usize, ends: usize, gradient: usize, to: usize, factor: f32): void {
  let left = (layer.units + 3) >> 2;
  for (let panels = (left + PANEL_VECTORS - 1) / PANEL_VECTORS; panels > 0; panels--) {
    const vectors = (left + panels - 1) / panels;
    sparseUpdate(vectors, layer.inputs, starts, ends, gradient, to, layer.weightStride, factor);
    to += panelStep(layer, vectors);
    gradient += <usize>vectors << 4;
    left -= vectors;
  }
}
