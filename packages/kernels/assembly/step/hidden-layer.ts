import { listActive } from './active-lists';
import { activate, activateBackward, IDENTITY, RELU } from './activation';
import { addBias, affine, biasBackward, foldPopulation } from './affine';
import { batchNormBackward } from './batch-norm-backward';
import { batchNormForward } from './batch-norm-forward';
import { Layer, Network } from './records';

/*
 * What a hidden layer does with its linear part: bias -> activation, or batch norm -> activation, or activation ->
 * batch norm. A relu is applied, and undone, in the same visit as the step before it.
 */
export const NOT_NORMALIZED: u32 = 0;
export const NORMALIZED_BEFORE: u32 = 1;

/** Whether the activation is applied by the step before it, so that the preactivation is written nowhere. */
// @ts-ignore: decorator
@inline
function fused(layer: Layer): bool {
  return layer.activation == RELU && layer.preactivation == layer.output;
}

/**
 * @param batchStatistics Whether batch norm uses the batch's statistics, not the population's.
 * @param moving Whether those move the population statistics.
 * @param backwardFollows Whether the lists for the weights' gradient are needed.
 */
export function hiddenForward(
  network: Network, layer: Layer, batchStatistics: bool, moving: bool, backwardFollows: bool,
): void {
  transform(network, layer, batchStatistics, moving);
  if (layer.activeRowStarts) list(network, layer, backwardFollows);
}

/** Lists the active units, for the linear part of the layer after this one. */
function list(network: Network, layer: Layer, backwardFollows: bool): void {
  const after = changetype<Layer>(changetype<usize>(layer) + offsetof<Layer>());
  listActive(
    backwardFollows, network.batch, layer.output, layer.stride, layer.vectorBytes, <u32>after.weightStride, <u32>after.stride,
    layer.activeRowStarts, layer.activeRowEnds, layer.activeColumnStarts, layer.activeColumnEnds,
  );
}

function transform(network: Network, layer: Layer, batchStatistics: bool, moving: bool): void {
  const relu = fused(layer);
  if (layer.normalization == NOT_NORMALIZED) {
    addBias(relu, network.batch, layer.vectorBytes, layer.linear, layer.preactivation, layer.stride, layer.shift);
    if (!relu) applyActivation(network, layer, layer.preactivation, layer.output);
  } else if (layer.normalization == NORMALIZED_BEFORE) {
    normalize(network, layer, relu, layer.linear, layer.linear, layer.preactivation, batchStatistics, moving);
    if (!relu) applyActivation(network, layer, layer.preactivation, layer.output);
  } else {
    applyActivation(network, layer, layer.linear, layer.activated);
    normalize(network, layer, false, layer.activated, layer.centred, layer.output, batchStatistics, moving);
  }
}

function applyActivation(network: Network, layer: Layer, y: usize, h: usize): void {
  activate(layer.activation, network.batch, layer.units, layer.vectorBytes, layer.stride, y, h);
}

function normalize(
  network: Network, layer: Layer, relu: bool, x: usize, centred: usize, y: usize, batchStatistics: bool, moving: bool,
): void {
  if (!batchStatistics) {
    foldPopulation(
      layer.vectorBytes, layer.gamma, layer.shift, layer.populationMean, layer.populationVariance,
      network.epsilon, layer.scale, layer.offset,
    );
    return affine(relu, network.batch, layer.vectorBytes, x, y, layer.stride, layer.scale, layer.offset);
  }
  let inverse = layer.inverseDeviation;
  for (let start: u32 = 0; start < network.batch; start += network.ghostBatch) {
    const rows = min(network.ghostBatch, network.batch - start);
    const skip = <usize>start * layer.stride;
    batchNormForward(
      relu, rows, layer.vectorBytes, x + skip, centred + skip, y + skip, layer.stride,
      layer.gamma, layer.shift, inverse,
      moving ? layer.populationMean : 0, layer.populationVariance, network.keep, network.take, network.epsilon,
    );
    inverse += layer.vectorBytes;
  }
}

/** `gradient` comes with respect to the layer's output and leaves with respect to its linear part. */
export function hiddenBackward(network: Network, layer: Layer, gradient: usize): void {
  const relu = fused(layer);
  if (layer.normalization == NOT_NORMALIZED) {
    if (!relu) undoActivation(network, layer, gradient, layer.preactivation, layer.output);
    biasBackward(relu, network.batch, layer.vectorBytes, gradient, layer.output, layer.stride, layer.shiftGradient);
  } else if (layer.normalization == NORMALIZED_BEFORE) {
    if (!relu) undoActivation(network, layer, gradient, layer.preactivation, layer.output);
    denormalize(network, layer, relu, gradient, layer.linear);
  } else {
    denormalize(network, layer, false, gradient, layer.centred);
    undoActivation(network, layer, gradient, layer.linear, layer.activated);
  }
}

function undoActivation(network: Network, layer: Layer, gradient: usize, y: usize, h: usize): void {
  if (layer.activation == IDENTITY) return;
  activateBackward(layer.activation, network.batch, layer.vectorBytes, layer.stride, gradient, y, h);
}

function denormalize(network: Network, layer: Layer, relu: bool, gradient: usize, centred: usize): void {
  memory.fill(layer.gammaGradient, 0, layer.vectorBytes);
  memory.fill(layer.shiftGradient, 0, layer.vectorBytes);
  let inverse = layer.inverseDeviation;
  for (let start: u32 = 0; start < network.batch; start += network.ghostBatch) {
    const rows = min(network.ghostBatch, network.batch - start);
    const skip = <usize>start * layer.stride;
    batchNormBackward(
      relu, rows, layer.vectorBytes, gradient + skip, layer.output + skip, centred + skip, layer.stride,
      layer.gamma, inverse, layer.gammaGradient, layer.shiftGradient,
    );
    inverse += layer.vectorBytes;
  }
}
