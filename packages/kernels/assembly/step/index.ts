import { biasBackward } from './affine';
import { hiddenBackward, hiddenForward } from './hidden-layer';
import { gather, linearBackward, linearForward, updateWeights } from './linear';
import { updateParameter } from './optimizer';
export { countFilled, listFilled } from './list-bytes';
import { layerAt, Layer, Network, NOT_NORMALIZED } from './records';
import { countHits, softmaxCrossEntropy } from './softmax-cross-entropy';

/*
 * The programs: a training step, and inference. Each is one call; `at` is the address of a Network record.
 */

/** Bytes of the records, so that what TypeScript writes can be checked against what is read here. */
export function networkBytes(): u32 {
  return offsetof<Network>();
}

export function layerBytes(): u32 {
  return offsetof<Layer>();
}

function forward(network: Network, batchStatistics: bool, moving: bool, backwardFollows: bool): void {
  const last = network.layerCount - 1;
  for (let index: u32 = 0; index < last; index++) {
    linearForward(network, index);
    hiddenForward(network, layerAt(network, index), batchStatistics, moving, backwardFollows);
  }
  linearForward(network, last);
}

function outputLoss(network: Network, gradient: usize): f64 {
  return softmaxCrossEntropy(network, layerAt(network, network.layerCount - 1), gradient);
}

function backward(network: Network): void {
  const last = network.layerCount - 1;
  const output = layerAt(network, last);
  let gradient = network.outputGradient;
  biasBackward(false, network.batch, output.vectorBytes, gradient, 0, output.stride, output.shiftGradient);
  let next = network.gradient1;
  for (let index = last; index > 0; index--) {
    const before = layerAt(network, index - 1);
    linearBackward(network, index, gradient, next);
    updateWeights(network, index, gradient);
    hiddenBackward(network, before, next);
    gradient = next;
    next = next == network.gradient1 ? network.gradient2 : network.gradient1;
  }
  updateWeights(network, 0, gradient);
}

function updateVectors(network: Network): void {
  for (let index: u32 = 0; index < network.layerCount; index++) {
    const layer = layerAt(network, index);
    updateParameter(network, layer.vectorBytes, layer.shift, layer.shiftGradient, layer.shiftSlot1, layer.shiftSlot2);
    if (layer.normalization == NOT_NORMALIZED) continue;
    updateParameter(network, layer.vectorBytes, layer.gamma, layer.gammaGradient, layer.gammaSlot1, layer.gammaSlot2);
  }
}

/** One step of the optimizer on the batch. Returns its mean loss before the step. */
export function trainStep(at: usize): f64 {
  const network = changetype<Network>(at);
  gather(network, true);
  forward(network, true, true, true);
  const loss = outputLoss(network, network.outputGradient);
  backward(network);
  updateVectors(network);
  return loss / <f64>network.batch;
}

/** The gradients of the batch's mean loss, written out; changes no parameter and no statistic. Returns that loss. */
export function computeGradients(at: usize): f64 {
  const network = changetype<Network>(at);
  network.gradientsOnly = 1;
  gather(network, true);
  forward(network, true, false, true);
  const loss = outputLoss(network, network.outputGradient);
  backward(network);
  network.gradientsOnly = 0;
  return loss / <f64>network.batch;
}

/** The batch's logits with the batch's or the population statistics; changes no parameter and no statistic. */
export function infer(at: usize, batchStatistics: bool): void {
  const network = changetype<Network>(at);
  gather(network, false);
  forward(network, batchStatistics, false, false);
}

/** After `infer`: adds the bias to the logits and returns the sum of the losses. */
export function finishLogits(at: usize): f64 {
  return outputLoss(changetype<Network>(at), 0);
}

/** After `finishLogits`: how many examples of the batch are classified rightly. */
export function hits(at: usize): u32 {
  const network = changetype<Network>(at);
  return countHits(network, layerAt(network, network.layerCount - 1));
}
