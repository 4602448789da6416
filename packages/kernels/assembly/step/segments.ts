import { Layer } from './records';

/*
 * How the units of a layer are cut. Each thread has a share of them, a multiple of 16 long, so that no cache line of a
 * row is written by two threads. The lists of a relu's active units come in segments: the share of a thread, and in
 * wide layers blocks of it, whose rows of the next layer's weights stay in the cache while a panel's sums run.
 */

/** Units from which on lists come in blocks. */
const WIDE: u32 = 256;
const BLOCK: u32 = 128;

/** The first unit of a thread's share. */
export function shareStart(units: u32, thread: u32, threads: u32): u32 {
  return ((units * thread + (threads << 3)) / (threads << 4)) << 4;
}

/** The unit after a thread's share. The last share also has the columns that pad a row. */
export function shareEnd(units: u32, thread: u32, threads: u32): u32 {
  return thread + 1 == threads ? (units + 7) & ~7 : shareStart(units, thread + 1, threads);
}

/** The end of the segment that starts at a unit of the share that ends at `end`. */
export function segmentEnd(units: u32, start: u32, end: u32): u32 {
  return units < WIDE ? end : min(start + BLOCK, end);
}

/** Where the words of a segment's lists lie behind those of the first. */
// @ts-ignore: decorator
@inline
export function segmentWords(layer: Layer, start: u32): usize {
  return <usize>(start >> 4) * layer.activeStride;
}

/** The first row of a thread's share of `rows` rows: matrix products take four at a time. */
export function rowsStart(rows: u32, thread: u32, threads: u32): u32 {
  return min(rows, ((((rows + 3) >> 2) * thread) / threads) << 2);
}
