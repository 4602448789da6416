/*
 * The kernels of networks of layers, each over one block of 8 images unless it says otherwise. The engine in src/graph
 * plans where everything lies and calls them in order.
 */
export { lanesToRows, moveChannels, rowsToLanes } from './lanes';
export { convolve, gatherTaps, multiplyBlocks, packFilter, packFlippedFilter } from './convolution';
export { filterGradient } from './filter-gradient';
export { bringFilterGradient, carryFilters, convolveByTiles, filterGradientByTiles } from './winograd';
export { depthwiseBackwardBlock, depthwiseBlock } from './depthwise';
export { averagePoolBackwardBlock, averagePoolBlock, maxPoolBackwardBlock, maxPoolBlock } from './pooling';
export { activateBackwardBlock, activateBlock } from './activation';
export {
  batchNormBackwardBlock, finishGradientMoments, finishMoments, gradientMomentsBlock, momentsBlock, populationConstants,
} from './batch-norm';
export { groupNormBackwardBlock, groupNormBlock } from './group-norm';
export { dropoutBlock } from './dropout';
export { lossBlock } from './loss';
export { adam, clipValues, descend, descendWithMomentum, squareSum } from './optimizer';

/** Sets bytes to 0. */
export function clear(at: usize, bytes: usize): void {
  memory.fill(at, 0, bytes);
}
