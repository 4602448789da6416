/*
 * Lists of the active units of a relu, about half of them: entries (offset u32, value f32), by example and by unit.
 * The products that follow then skip the zeros: rows of C = H W run over an example's active units, rows of the
 * gradient H^T G over the examples that a unit is active in.
 *
 * Four values at a time: a mask of those that are active picks a byte shuffle that moves them to the front. Blocks of
 * 4 x 4 are transposed for the lists by unit. NaN counts as active, so that a run that diverges shows it.
 */
import { Layer } from './records';
import { segmentWords } from './segments';

// prettier-ignore
/** For each mask of four lanes, the bytes that move its lanes to the front; 255 gives 0. */
const TO_FRONT: usize = memory.data<u8>([
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
  0, 1, 2, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
  4, 5, 6, 7, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
  0, 1, 2, 3, 4, 5, 6, 7, 255, 255, 255, 255, 255, 255, 255, 255,
  8, 9, 10, 11, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
  0, 1, 2, 3, 8, 9, 10, 11, 255, 255, 255, 255, 255, 255, 255, 255,
  4, 5, 6, 7, 8, 9, 10, 11, 255, 255, 255, 255, 255, 255, 255, 255,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255, 255, 255, 255,
  12, 13, 14, 15, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
  0, 1, 2, 3, 12, 13, 14, 15, 255, 255, 255, 255, 255, 255, 255, 255,
  4, 5, 6, 7, 12, 13, 14, 15, 255, 255, 255, 255, 255, 255, 255, 255,
  0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15, 255, 255, 255, 255,
  8, 9, 10, 11, 12, 13, 14, 15, 255, 255, 255, 255, 255, 255, 255, 255,
  0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 255, 255, 255, 255,
  4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 255, 255, 255, 255,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
], 16);

/** Appends the active ones of four values, each with its offset; writes 32 bytes, returns where the list now ends. */
// @ts-ignore: decorator
@inline
function append(list: usize, values: v128, offsets: v128): usize {
  const mask = i32x4.bitmask(f32x4.le(values, f32x4.splat(0))) ^ 15;
  const order = v128.load(TO_FRONT + (<usize>mask << 4));
  const kept = i8x16.swizzle(values, order);
  const places = i8x16.swizzle(offsets, order);
  v128.store(list, v128.shuffle<i32>(places, kept, 0, 4, 1, 5));
  v128.store(list, v128.shuffle<i32>(places, kept, 2, 6, 3, 7), 16);
  return list + (<usize>popcnt<i32>(mask) << 3);
}

// @ts-ignore: decorator
@inline
function appendAt(cursor: usize, values: v128, offsets: v128): void {
  store<u32>(cursor, append(load<u32>(cursor), values, offsets));
}

/** Four entries that are nothing, for a kernel that reads four at a time. */
// @ts-ignore: decorator
@inline
function close(list: usize): void {
  v128.store(list, i32x4.splat(0));
  v128.store(list, i32x4.splat(0), 16);
}

// @ts-ignore: decorator
@inline
function ramp(step: u32): v128 {
  return i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(step));
}

/** Four examples of a segment, whose lists start where the words at `rowStarts` say; `rowEnds` gets where they end. */
// @ts-ignore: decorator
@inline
function fourRows(
  training: bool, output: usize, stride: usize, bytes: usize, rowStarts: usize, rowEnds: usize, columnEnds: usize,
  firstOffset: u32, unitOffset: u32, exampleOffsets: v128,
): void {
  let list0 = <usize>load<u32>(rowStarts), list1 = <usize>load<u32>(rowStarts, 4);
  let list2 = <usize>load<u32>(rowStarts, 8), list3 = <usize>load<u32>(rowStarts, 12);
  let unitOffsets = i32x4.add(ramp(unitOffset), i32x4.splat(firstOffset));
  const next = i32x4.splat(unitOffset << 2);
  const end = output + bytes;
  for (; output < end; output += 16) {
    const h0 = v128.load(output), h1 = v128.load(output + stride);
    const h2 = v128.load(output + (stride << 1)), h3 = v128.load(output + (stride << 1) + stride);
    list0 = append(list0, h0, unitOffsets);
    list1 = append(list1, h1, unitOffsets);
    list2 = append(list2, h2, unitOffsets);
    list3 = append(list3, h3, unitOffsets);
    if (training) {
      const t0 = v128.shuffle<f32>(h0, h1, 0, 4, 1, 5), t1 = v128.shuffle<f32>(h2, h3, 0, 4, 1, 5);
      const t2 = v128.shuffle<f32>(h0, h1, 2, 6, 3, 7), t3 = v128.shuffle<f32>(h2, h3, 2, 6, 3, 7);
      appendAt(columnEnds, v128.shuffle<f32>(t0, t1, 0, 1, 4, 5), exampleOffsets);
      appendAt(columnEnds + 4, v128.shuffle<f32>(t0, t1, 2, 3, 6, 7), exampleOffsets);
      appendAt(columnEnds + 8, v128.shuffle<f32>(t2, t3, 0, 1, 4, 5), exampleOffsets);
      appendAt(columnEnds + 12, v128.shuffle<f32>(t2, t3, 2, 3, 6, 7), exampleOffsets);
      columnEnds += 16;
    }
    unitOffsets = i32x4.add(unitOffsets, next);
  }
  close(list0);
  close(list1);
  close(list2);
  close(list3);
  store<u32>(rowEnds, list0);
  store<u32>(rowEnds, list1, 4);
  store<u32>(rowEnds, list2, 8);
  store<u32>(rowEnds, list3, 12);
}

function trainingRows(
  output: usize, stride: usize, bytes: usize, rowStarts: usize, rowEnds: usize, columnEnds: usize,
  firstOffset: u32, unitOffset: u32, exampleOffsets: v128,
): void {
  fourRows(true, output, stride, bytes, rowStarts, rowEnds, columnEnds, firstOffset, unitOffset, exampleOffsets);
}

function inferenceRows(
  output: usize, stride: usize, bytes: usize, rowStarts: usize, rowEnds: usize, firstOffset: u32, unitOffset: u32,
): void {
  fourRows(false, output, stride, bytes, rowStarts, rowEnds, 0, firstOffset, unitOffset, i32x4.splat(0));
}

/**
 * Lists the active units of a segment of `layer`, units `from` to `to` of it, for the products of the layer after it:
 * offsets by example are those of rows of its weights, offsets by unit those of rows of its gradient. Lists by unit are
 * needed in training alone.
 */
export function listActive(training: bool, rows: u32, layer: Layer, after: Layer, from: u32, to: u32): void {
  const stride = layer.stride;
  const bytes = <usize>(to - from) << 2;
  let output = layer.output + (<usize>from << 2);
  const whole = (rows + 3) & ~3;
  for (let i = rows; i < whole; i++) memory.fill(output + <usize>i * stride, 0, bytes);
  const columnEnds = layer.activeColumnEnds + (<usize>from << 2);
  if (training) memory.copy(columnEnds, layer.activeColumnStarts + (<usize>from << 2), bytes);
  let rowStarts = layer.activeRowStarts + segmentWords(layer, from);
  let rowEnds = layer.activeRowEnds + segmentWords(layer, from);
  const unitOffset = <u32>after.weightStride, exampleOffset = <u32>after.stride;
  const firstOffset = from * unitOffset;
  let exampleOffsets = ramp(exampleOffset);
  for (let i: u32 = 0; i < whole; i += 4) {
    if (training) trainingRows(output, stride, bytes, rowStarts, rowEnds, columnEnds, firstOffset, unitOffset, exampleOffsets);
    else inferenceRows(output, stride, bytes, rowStarts, rowEnds, firstOffset, unitOffset);
    output += stride << 2;
    rowStarts += 16;
    rowEnds += 16;
    exampleOffsets = i32x4.add(exampleOffsets, i32x4.splat(exampleOffset << 2));
  }
}
