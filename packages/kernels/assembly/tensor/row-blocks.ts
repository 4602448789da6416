/**
 * Rows whose values, over this many matrices, fill half of a small first-level cache, for kernels that walk down columns
 * through a block of rows. No more of them than that: rows 1, 2 or 4 KiB long compete for a few lines of it.
 */
export function rowsPerBlock(rowBytes: usize, matrices: usize): usize {
  const fewest: usize = matrices == 1 ? 8 : 4;
  return max(fewest, <usize>16384 / (rowBytes * matrices));
}
