/*
 * What a network is to the kernels: records in linear memory that TypeScript writes (src/network/records.ts, the same
 * fields in the same order, four bytes each) and the programs here read. Pointers are byte addresses.
 *
 * Matrices are rows of float32 with a row stride in bytes, padded with zeros to 8 columns; a batch has a row an example.
 */

/** One fully connected layer: its parameters, what the optimizer keeps of them, and its values in the current batch. */
@unmanaged
export class Layer {
  /** Units before. */
  inputs: u32;
  units: u32;
  /** Bytes from one example to the next in every matrix of this layer's values. */
  stride: usize;
  /** Bytes from one row of the weights to the next, and from one panel to the next where they are in panels. */
  weightStride: usize;
  panelStride: usize;
  /** Panels of columns that the weights are cut into: 1 is an ordinary matrix. */
  panels: u32;
  /** Bytes that the weights take in memory, padding included. */
  weightBytes: usize;
  weights: usize;
  weightGradient: usize;
  weightSlot1: usize;
  weightSlot2: usize;
  /** 0: none, 1: before the activation, 2: after it. */
  normalization: u32;
  activation: u32;
  /** Bytes of a vector with a value a unit. */
  vectorBytes: usize;
  gamma: usize;
  gammaGradient: usize;
  gammaSlot1: usize;
  gammaSlot2: usize;
  /** Beta where the layer is normalized, the bias where it is not. */
  shift: usize;
  shiftGradient: usize;
  shiftSlot1: usize;
  shiftSlot2: usize;
  populationMean: usize;
  populationVariance: usize;
  /** A row of 1 / sqrt(variance + epsilon) for each ghost batch. */
  inverseDeviation: usize;
  /** Inference: y = scale z + offset. */
  scale: usize;
  offset: usize;
  /** X W; where batch norm comes next, its deviation from the batch mean takes its place. */
  linear: usize;
  /** What the activation is applied to; the same place as `output` or `linear` where nobody reads it again. */
  preactivation: usize;
  /** Normalization after the activation: the activation's output, and its deviation from the batch mean. */
  activated: usize;
  centred: usize;
  /** What the next layer reads. */
  output: usize;
  /** Where a relu makes `output` sparse: where the lists of active units start and end; 0 where it is not listed. */
  activeRowStarts: usize;
  activeRowEnds: usize;
  activeColumnStarts: usize;
  activeColumnEnds: usize;
}

/** The network, the batch it looks at, and the settings of the step. */
@unmanaged
export class Network {
  layerCount: u32;
  layers: usize;
  /** Examples in the batch, and the address of their numbers in the data set. */
  batch: u32;
  indices: usize;
  /** 1: inputs are lists of what is not zero; 0: rows of float32. */
  sparseInputs: u32;
  /** 1: the data set's values are bytes, each standing for a 255th; 0: float32. */
  byteInputs: u32;
  /** The data set: where each example's values start (sparse), their columns (u16, sparse), the values, the labels. */
  rowStarts: usize;
  columns: usize;
  values: usize;
  labels: usize;
  /** float32 of each byte. */
  byteValues: usize;
  /** The batch's inputs: rows of float32. */
  inputRows: usize;
  inputStride: usize;
  /** The batch's inputs as lists (offset u32, value f32): by example one after another, and by input. */
  rowLists: usize;
  rowEnds: usize;
  columnStarts: usize;
  columnEnds: usize;
  /** Gradients with respect to layers' values: two in turn, and that of the logits. */
  gradient1: usize;
  gradient2: usize;
  outputGradient: usize;
  /** Room for one panel of a matrix. */
  panel: usize;
  /** Examples whose statistics batch norm takes together; the batch size or more: all of them. */
  ghostBatch: u32;
  /** Share of the old value that population averages keep, and the share that the batch gets. */
  keep: f32;
  take: f32;
  epsilon: f32;
  learningRate: f32;
  /** 0: gradient descent, 1: with momentum, 2: Adam. */
  optimizer: u32;
  /** Momentum, or Adam's two decays; each with what is left to 1, rounded from double precision. */
  decay1: f32;
  decay2: f32;
  rest1: f32;
  rest2: f32;
  /** Adam: 1 / (1 - decay^steps) for each decay, and its epsilon. */
  correction1: f32;
  correction2: f32;
  adamEpsilon: f32;
  /** 1: weight gradients are also written out, whatever the optimizer. */
  keepGradients: u32;
}

/** The record of layer `index`. */
// @ts-ignore: decorator
@inline
export function layerAt(network: Network, index: u32): Layer {
  return changetype<Layer>(network.layers + index * offsetof<Layer>());
}
