import { activate, activateBackward, IDENTITY, RELU } from './activation';
import { addBias, affine, biasBackward, foldPopulation } from './affine';
import { batchNormBackward } from './batch-norm-backward';
import { batchNormForward } from './batch-norm-forward';
import { Layer, Network, NORMALIZED_BEFORE, NOT_NORMALIZED } from './records';

/*
 * What a hidden layer does with its linear part: bias -> activation, or batch norm -> activation, or activation ->
 * batch norm. A relu is applied, and undone, in the same visit as the step before it.
 */

/** Whether the activation is applied by the step before it, so that the preactivation is written nowhere. */
// @ts-ignore: decorator
@inline
function fused(layer: Layer): bool {
  return layer.activation == RELU && layer.preactivation == layer.output;
}

/**
 * @param batchStatistics Whether batch norm uses the batch's statistics, not the population's.
 * @param moving Whether those move the population statistics.
 */
export function hiddenForward(network: Network, layer: Layer, batchStatistics: bool, moving: bool): void {
  const relu = fused(layer);
  if (layer.normalization == NOT_NORMALIZED) {
    addBias(relu, network.batch, layer.vectorBytes, layer.linear, layer.preactivation, layer.stride, layer.shift);
    if (!relu) applyActivation(network, layer, layer.preactivation, layer.output);
  } else if (layer.normalization == NORMALIZED_BEFORE) {
    normalize(relu, network, layer, layer.linear, layer.preactivation, batchStatistics, moving);
    if (!relu) applyActivation(network, layer, layer.preactivation, layer.output);
  } else {
    applyActivation(network, layer, layer.linear, layer.activated);
    normalize(false, network, layer, layer.activated, layer.output, batchStatistics, moving);
  }
}

function applyActivation(network: Network, layer: Layer, y: usize, h: usize): void {
  activate(layer.activation, network.batch, layer.units, layer.vectorBytes, layer.stride, y, h);
}

/** y = batch norm of x, with the batch's statistics or the population's. */
function normalize(
  relu: bool, network: Network, layer: Layer, x: usize, y: usize, batchStatistics: bool, moving: bool,
): void {
  if (batchStatistics) return batchNormForward(relu, network, layer, moving);
  foldPopulation(network, layer);
  affine(relu, network.batch, layer.vectorBytes, x, y, layer.stride, layer.scale, layer.offset);
}

/** `gradient` comes with respect to the layer's output and leaves with respect to its linear part. */
export function hiddenBackward(network: Network, layer: Layer, gradient: usize): void {
  const relu = fused(layer);
  if (layer.normalization == NOT_NORMALIZED) {
    if (!relu) undoActivation(network, layer, gradient, layer.preactivation, layer.output);
    biasBackward(relu, network.batch, layer.vectorBytes, gradient, layer.output, layer.stride, layer.shiftGradient);
  } else if (layer.normalization == NORMALIZED_BEFORE) {
    if (!relu) undoActivation(network, layer, gradient, layer.preactivation, layer.output);
    batchNormBackward(relu, network, layer, gradient);
  } else {
    batchNormBackward(false, network, layer, gradient);
    undoActivation(network, layer, gradient, layer.linear, layer.activated);
  }
}

function undoActivation(network: Network, layer: Layer, gradient: usize, y: usize, h: usize): void {
  if (layer.activation == IDENTITY) return;
  activateBackward(layer.activation, network.batch, layer.vectorBytes, layer.stride, gradient, y, h);
}
