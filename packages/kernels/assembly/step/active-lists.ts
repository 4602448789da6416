/*
 * Lists of the active units of a relu, about half of them: entries (offset u32, value f32), by example and by unit.
 * The products that follow then skip the zeros: rows of C = H W run over an example's active units, rows of the
 * gradient H^T G over the examples that a unit is active in.
 *
 * Four values at a time: a mask of those that are active picks a byte shuffle that moves them to the front. Blocks of
 * 4 x 4 are transposed for the lists by unit. NaN counts as active, so that a run that diverges shows it.
 */
import { Layer, Network } from './records';

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

/** Four examples, whose lists start where the words at `rowStarts` say; what `rowEnds` points at gets where they end. */
// @ts-ignore: decorator
@inline
function fourRows(training: bool, layer: Layer, example: u32, unitOffset: u32, exampleOffsets: v128): void {
  const stride = layer.stride;
  let output = layer.output + <usize>example * stride;
  const rowStarts = layer.activeRowStarts + (<usize>example << 2), rowEnds = layer.activeRowEnds + (<usize>example << 2);
  let columnEnds = layer.activeColumnEnds;
  let list0 = <usize>load<u32>(rowStarts), list1 = <usize>load<u32>(rowStarts, 4);
  let list2 = <usize>load<u32>(rowStarts, 8), list3 = <usize>load<u32>(rowStarts, 12);
  let unitOffsets = ramp(unitOffset);
  const next = i32x4.splat(unitOffset << 2);
  const end = output + layer.vectorBytes;
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

function trainingRows(layer: Layer, example: u32, unitOffset: u32, exampleOffsets: v128): void {
  fourRows(true, layer, example, unitOffset, exampleOffsets);
}

function inferenceRows(layer: Layer, example: u32, unitOffset: u32, exampleOffsets: v128): void {
  fourRows(false, layer, example, unitOffset, exampleOffsets);
}

/**
 * Lists the active units of `layer` for the products of the layer after it: offsets by example are those of rows of its
 * weights, offsets by unit those of rows of its gradient. Lists by unit are needed in training alone.
 */
export function listActive(training: bool, network: Network, layer: Layer, after: Layer): void {
  const rows = network.batch;
  const whole = (rows + 3) & ~3;
  memory.fill(layer.output + <usize>rows * layer.stride, 0, <usize>(whole - rows) * layer.stride);
  if (training) memory.copy(layer.activeColumnEnds, layer.activeColumnStarts, layer.vectorBytes);
  const unitOffset = <u32>after.weightStride, exampleOffset = <u32>after.stride;
  let exampleOffsets = ramp(exampleOffset);
  for (let i: u32 = 0; i < whole; i += 4) {
    if (training) trainingRows(layer, i, unitOffset, exampleOffsets);
    else inferenceRows(layer, i, unitOffset, exampleOffsets);
    exampleOffsets = i32x4.add(exampleOffsets, i32x4.splat(exampleOffset << 2));
  }
}
