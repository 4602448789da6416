import { listActive } from './active-lists';
import { biasBackward } from './affine';
import { hiddenBackward, hiddenForward } from './hidden-layer';
import { gather, linearBackward, linearForward, updateFirst, updateRows } from './linear';
import { updateParameter } from './optimizer';
import { layerAt, Layer, Network, NOT_NORMALIZED } from './records';
import { rowsStart, segmentEnd } from './segments';
import { softmaxCrossEntropy, sumLosses } from './softmax-cross-entropy';
import { meet } from './team';

/*
 * A pass through the network and back. One thread or several make it: `mine` is the thread's share of the network, or
 * the network itself where it is alone. A thread has the same units of each hidden layer in both directions; the rows of
 * the output layer are shared out by examples. No sum is split, so that its bits do not depend on the threads.
 */

/** Gathers the batch; the logits without their bias are the result. */
export function forward(network: Network, mine: Network, batchStatistics: bool, moving: bool, backwardFollows: bool): void {
  gather(network, mine, backwardFollows);
  const last = network.layerCount - 1;
  for (let index: u32 = 0; index < last; index++) {
    const own = layerAt(mine, index);
    linearForward(network, mine, index, own, 0, network.batch);
    hiddenForward(mine, own, batchStatistics, moving);
    if (own.activeRowStarts) listSegments(network, own, index, backwardFollows);
    meet(mine);
  }
  const from = rowsStart(network.batch, mine.thread, mine.threads);
  linearForward(network, mine, last, layerAt(network, last), from, rowsStart(network.batch, mine.thread + 1, mine.threads));
}

/** For the linear part of the layer after this one. */
function listSegments(network: Network, own: Layer, index: u32, backwardFollows: bool): void {
  const layer = layerAt(network, index);
  const after = layerAt(network, index + 1);
  const end = own.firstUnit + <u32>(own.vectorBytes >> 2);
  for (let start = own.firstUnit; start < end;) {
    const stop = segmentEnd(layer.units, start, end);
    listActive(backwardFollows, network.batch, layer, after, start, stop);
    start = stop;
  }
}

/** The gradient of the logits. Returns the sum of the losses to the first thread, 0 to the others. */
export function lossGradient(network: Network, mine: Network): f64 {
  const from = rowsStart(network.batch, mine.thread, mine.threads);
  const to = rowsStart(network.batch, mine.thread + 1, mine.threads);
  softmaxCrossEntropy(network, layerAt(network, network.layerCount - 1), network.outputGradient, mine.panel, from, to);
  meet(mine);
  return mine.thread == 0 ? sumLosses(network) : 0;
}

/** All gradients, and the steps of all weights. */
export function backward(network: Network, mine: Network): void {
  const last = network.layerCount - 1;
  const output = layerAt(mine, last);
  let gradient = network.outputGradient;
  const by = <usize>output.firstUnit << 2;
  biasBackward(false, network.batch, output.vectorBytes, gradient + by, 0, output.stride, output.shiftGradient);
  let next = network.gradient1;
  for (let index = last; index > 0; index--) {
    const before = layerAt(mine, index - 1);
    linearBackward(network, mine, index, gradient, next);
    updateRows(network, mine, index, gradient);
    hiddenBackward(mine, before, next + (<usize>before.firstUnit << 2));
    gradient = next;
    next = next == network.gradient1 ? network.gradient2 : network.gradient1;
    if (index > 1) meet(mine);
  }
  updateFirst(network, mine, gradient);
}

/** The steps of biases, gamma and beta. */
export function updateVectors(mine: Network): void {
  for (let index: u32 = 0; index < mine.layerCount; index++) {
    const layer = layerAt(mine, index);
    updateParameter(mine, layer.vectorBytes, layer.shift, layer.shiftGradient, layer.shiftSlot1, layer.shiftSlot2);
    if (layer.normalization == NOT_NORMALIZED) continue;
    updateParameter(mine, layer.vectorBytes, layer.gamma, layer.gammaGradient, layer.gammaSlot1, layer.gammaSlot2);
  }
}
