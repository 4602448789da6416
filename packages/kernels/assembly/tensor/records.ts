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
