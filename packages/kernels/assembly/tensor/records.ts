/*
 * Records that TypeScript writes into the backend's memory before it calls a kernel of many arguments. The layouts that
 * it needs are generated from these classes (scripts/record-layouts.mjs): fields of four bytes alone.
 */

/** C = A B for each matrix of a batch, then a bias for each column and a relu, where asked for. Strides in bytes. */
@unmanaged
export class MatrixProduct {
  batch: u32;
  rows: u32;
  columns: u32;
  depth: u32;
  /** A, from matrix to matrix (0: the same for all), from row to row, from k to k: 4 is one of the last two. */
  a: usize;
  aMatrix: usize;
  aRow: usize;
  aStep: usize;
  /** B, from matrix to matrix, from column to column, from k to k: 4 is one of the last two. */
  b: usize;
  bMatrix: usize;
  bColumn: usize;
  bStep: usize;
  /** C, row by row, without gaps. */
  c: usize;
  /** A value for each column; 0: none. */
  bias: usize;
  /** 1: a relu follows. */
  relu: u32;
  /** Room for PRODUCT_SCRATCH bytes. */
  scratch: usize;
}

/** One step of Adam for a variable of `count` values: what it reads, where the new values go, and its constants. */
@unmanaged
export class AdamStep {
  count: u32;
  value: usize;
  gradient: usize;
  first: usize;
  second: usize;
  newValue: usize;
  newFirst: usize;
  newSecond: usize;
  decay1: f32;
  decay2: f32;
  rest1: f32;
  rest2: f32;
  left1: f32;
  left2: f32;
  epsilon: f32;
  factor: f32;
}

/**
 * The gradient of a 2-D convolution of x [batch, inHeight, inWidth, inPixel / 4], dy [batch, outHeight, outWidth, outPixel /
 * 4], and a filter. It is added up where it is to go, at `filter` or at x. Pixels in bytes.
 */
@unmanaged
export class ConvolutionGradient {
  batch: i32;
  inHeight: i32;
  inWidth: i32;
  inPixel: usize;
  outHeight: i32;
  outWidth: i32;
  outPixel: usize;
  filterHeight: i32;
  filterWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  dilationHeight: i32;
  dilationWidth: i32;
  padTop: i32;
  padLeft: i32;
  x: usize;
  dy: usize;
  filter: usize;
  /** Room for as much as the filter takes, for the gradient to the input of a dense convolution alone. */
  scratch: usize;
}

/** A window that moves over the images of a batch; in two dimensions every depth is 1. */
@unmanaged
export class Windows {
  batch: u32;
  inDepth: u32;
  inHeight: u32;
  inWidth: u32;
  inChannels: u32;
  outDepth: u32;
  outHeight: u32;
  outWidth: u32;
  outChannels: u32;
  filterDepth: u32;
  filterHeight: u32;
  filterWidth: u32;
  strideDepth: u32;
  strideHeight: u32;
  strideWidth: u32;
  padFront: i32;
  padTop: i32;
  padLeft: i32;
  x: usize;
  dy: usize;
  filter: usize;
  dx: usize;
}
