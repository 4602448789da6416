import { multiply, multiplyGradient, multiplyTransposed } from './dense-product';
import { gatherLists, gatherRows } from './gather';
import { multiplyWhereActive } from './masked-product';
import { GRADIENT_DESCENT, updateParameter } from './optimizer';
import { layerAt, Layer, Network } from './records';
import { rowsStart, segmentEnd, segmentWords, shareEnd, shareStart } from './segments';
import { PANEL_VECTORS, sparseMultiply, sparseMultiplyMore, sparseUpdate } from './sparse-product';
import { meet } from './team';

/*
 * The linear part of a layer: Z = X W on the way there; on the way back dX = G W^T, and dW = X^T G, which changes W.
 *
 * The first layer reads the batch's inputs. Where they are sparse its weights lie in panels of up to 7 vectors of
 * columns, and no matrix of their gradient exists: input by input, the sum over the examples that have it goes
 * straight to its row of the weights.
 *
 * `mine` is the share of the thread that calls: on the way there the columns of its units; on the way back the rows of
 * the next layer's weights that belong to them, which no other thread reads then.
 */

/** Takes the batch's inputs from the data set, as the first layer reads them. Lists are made by each thread for itself. */
export function gather(network: Network, mine: Network, training: bool): void {
  const first = layerAt(network, 0);
  if (network.sparseInputs) return gatherLists(mine, training, first.inputs, first.weightStride, first.stride);
  const from = rowsStart(network.batch, mine.thread, mine.threads);
  gatherRows(network, first.inputs, from, rowsStart(network.batch, mine.thread + 1, mine.threads));
  meet(mine);
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

/** Z = X W: the columns of `own`, all or a share of layer `index`, for rows `from` to `to`. */
export function linearForward(network: Network, mine: Network, index: u32, own: Layer, from: u32, to: u32): void {
  if (isListed(network, index)) return multiplyLists(network, mine, index, own, from, to);
  const stride = inputStrideOf(network, index);
  multiply(
    to - from, <u32>(own.vectorBytes >> 2), own.inputs,
    inputOf(network, index) + <usize>from * stride, stride,
    own.weights + (<usize>own.firstUnit << 2), own.weightStride,
    own.linear + <usize>from * own.stride, own.stride, mine.panel,
  );
}

/** Panels are as even as can be, wider ones first. A share takes of a panel what belongs to it. */
function multiplyLists(network: Network, mine: Network, index: u32, own: Layer, from: u32, to: u32): void {
  const first = own.firstUnit >> 2;
  const end = first + ((own.units + 3) >> 2);
  const linear = own.linear + <usize>from * own.stride;
  let left = (layerAt(network, index).units + 3) >> 2;
  let weights = own.weights;
  let at: u32 = 0;
  for (let panels = (left + PANEL_VECTORS - 1) / PANEL_VECTORS; panels > 0; panels--) {
    const vectors = (left + panels - 1) / panels;
    const start = max(at, first), stop = min(at + vectors, end);
    if (start < stop) {
      const b = weights + (<usize>(start - at) << 4), c = linear + (<usize>(start - first) << 4);
      multiplyPanel(network, mine, index, stop - start, from, to, b, c, own.stride);
    }
    weights += panelStep(own, vectors);
    at += vectors;
    left -= vectors;
  }
}

/** One panel: of the batch's inputs, or of all segments of the layer before, in the order of its units. */
function multiplyPanel(
  network: Network, mine: Network, index: u32, vectors: u32, from: u32, to: u32, b: usize, c: usize, cRow: usize,
): void {
  const skip = <usize>from << 2;
  if (index == 0) return sparseMultiply(vectors, to - from, mine.rowEnds + skip, mine.rowEnds + skip + 4, b, c, cRow);
  const before = layerAt(network, index - 1);
  let goesOn = false;
  for (let thread: u32 = 0; thread < mine.threads; thread++) {
    const end = shareEnd(before.units, thread, mine.threads);
    let start = shareStart(before.units, thread, mine.threads);
    while (start < end) {
      const words = segmentWords(before, start) + skip;
      const starts = before.activeRowStarts + words, ends = before.activeRowEnds + words;
      if (goesOn) sparseMultiplyMore(vectors, to - from, starts, ends, b, c, cRow);
      else sparseMultiply(vectors, to - from, starts, ends, b, c, cRow);
      start = segmentEnd(before.units, start, end);
      goesOn = true;
    }
  }
}

/** dX = G W^T for the units of the layer before that are the thread's; the layer is not the first. */
export function linearBackward(network: Network, mine: Network, index: u32, gradient: usize, inputGradient: usize): void {
  const layer = layerAt(network, index);
  const before = layerAt(mine, index - 1);
  const units = layerAt(network, index - 1).units;
  const from = before.firstUnit;
  if (before.activeRowStarts) {
    const end = from + <u32>(before.vectorBytes >> 2);
    let start = from;
    while (start < end) {
      const stop = segmentEnd(units, start, end);
      const words = segmentWords(before, start);
      multiplyWhereActive(
        network.batch, before.activeRowStarts + words, before.activeRowEnds + words, layer,
        gradient, inputGradient, before.stride, <usize>start << 2, <usize>(stop - start) << 2,
      );
      start = stop;
    }
    return;
  }
  multiplyTransposed(
    network.batch, <u32>(before.vectorBytes >> 2), layer.units,
    gradient, layer.stride, layer.weights + <usize>from * layer.weightStride, layer.weightStride,
    inputGradient + (<usize>from << 2), before.stride, mine.panel,
  );
}

/** The step that dW = X^T G gives the rows of the weights that belong to the thread's units of the layer before. */
export function updateRows(network: Network, mine: Network, index: u32, gradient: usize): void {
  const layer = layerAt(network, index);
  const before = layerAt(mine, index - 1);
  const by = <usize>before.firstUnit * layer.weightStride;
  if (descends(network)) {
    return addRows(network, mine, index, gradient, layer.weights + by, -network.learningRate, false);
  }
  const bytes = (before.vectorBytes >> 2) * layer.weightStride;
  if (before.activeRowStarts) memory.fill(layer.weightGradient + by, 0, bytes);
  addRows(network, mine, index, gradient, layer.weightGradient + by, 1, true);
  if (!network.gradientsOnly) updateWeights(network, layer, by, bytes);
}

/** The step that dW = X^T G gives the first layer's weights: the columns of the thread's units. */
export function updateFirst(network: Network, mine: Network, gradient: usize): void {
  const layer = layerAt(network, 0);
  if (descends(network)) return addColumns(network, mine, gradient, layer.weights, -network.learningRate, false);
  // All of it is changed by the optimizer, in equal parts whose columns belong to several threads.
  const end = layer.weightBytes >> 6;
  const from = (end * mine.thread / mine.threads) << 6;
  const to = mine.thread + 1 == mine.threads ? layer.weightBytes : (end * (mine.thread + 1) / mine.threads) << 6;
  if (network.sparseInputs) {
    memory.fill(layer.weightGradient + from, 0, to - from);
    meet(mine);
  }
  addColumns(network, mine, gradient, layer.weightGradient, 1, true);
  if (network.gradientsOnly) return;
  meet(mine);
  updateWeights(network, layer, from, to - from);
}

// @ts-ignore: decorator
@inline
function descends(network: Network): bool {
  return network.optimizer == GRADIENT_DESCENT && !network.gradientsOnly;
}

/** What the optimizer makes of `bytes` bytes of the weights, from byte `at` on. */
function updateWeights(network: Network, layer: Layer, at: usize, bytes: usize): void {
  updateParameter(
    network, bytes, layer.weights + at, layer.weightGradient + at, layer.weightSlot1 + at, layer.weightSlot2 + at,
  );
}

/** `to`, the thread's rows, = dW where `store`, else `to` + factor dW. Where the inputs are listed, `to` + factor dW. */
function addRows(network: Network, mine: Network, index: u32, gradient: usize, to: usize, factor: f32, store: bool): void {
  const layer = layerAt(network, index);
  const before = layerAt(mine, index - 1);
  if (!before.activeRowStarts) {
    return multiplyGradient(
      store, before.units, <u32>(layer.vectorBytes >> 2), network.batch,
      before.output, before.stride, gradient, layer.stride, to, layer.weightStride, mine.panel, factor,
    );
  }
  const skip = <usize>before.firstUnit << 2;
  const starts = before.activeColumnStarts + skip, ends = before.activeColumnEnds + skip;
  addLists(layer, layer, before.units, starts, ends, gradient, to, factor);
}

/** The same for the first layer, and the columns of the thread's units. */
function addColumns(network: Network, mine: Network, gradient: usize, to: usize, factor: f32, store: bool): void {
  const own = layerAt(mine, 0);
  if (network.sparseInputs) {
    return addLists(layerAt(network, 0), own, own.inputs, mine.columnStarts, mine.columnEnds, gradient, to, factor);
  }
  const by = <usize>own.firstUnit << 2;
  multiplyGradient(
    store, own.inputs, <u32>(own.vectorBytes >> 2), network.batch,
    network.inputRows, network.inputStride, gradient + by, own.stride, to + by, own.weightStride, mine.panel, factor,
  );
}

/** Adds factor dW, from lists of `rows` rows, to the columns of `own`, all or a share of the layer. */
function addLists(
  layer: Layer, own: Layer, rows: u32, starts: usize, ends: usize, gradient: usize, to: usize, factor: f32,
): void {
  const first = own.firstUnit >> 2;
  const end = first + ((own.units + 3) >> 2);
  let left = (layer.units + 3) >> 2;
  let at: u32 = 0;
  for (let panels = (left + PANEL_VECTORS - 1) / PANEL_VECTORS; panels > 0; panels--) {
    const vectors = (left + panels - 1) / panels;
    const start = max(at, first), stop = min(at + vectors, end);
    if (start < stop) {
      const g = gradient + (<usize>start << 4), c = to + (<usize>(start - at) << 4);
      sparseUpdate(stop - start, rows, starts, ends, g, c, layer.weightStride, factor);
    }
    to += panelStep(layer, vectors);
    at += vectors;
    left -= vectors;
  }
}
