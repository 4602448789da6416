/*
 * Every tensor of a network of layers lies [block of 8 images][y][x][channel][8 images], its channels padded to a multiple
 * of 4 with zeros. The last block may hold fewer images: its other lanes repeat one, so that they stay as finite as that,
 * and a mask keeps them out of every sum.
 */
import { CHANNEL_SHIFT } from './geometry';

// prettier-ignore
const MASKS: usize = memory.data<i32>([
  -1, -1, -1, -1, -1, -1, -1, -1,
   0,  0,  0,  0,  0,  0,  0,  0,
], 16);

/** The mask of lanes 0 to 3, or with `half` 16 of lanes 4 to 7, of which the first `lanes` count. */
// @ts-ignore: decorator
@inline
export function laneMask(lanes: i32, half: usize): v128 {
  return v128.load(MASKS + ((8 - lanes) << 2) + half);
}

/** The sum of four lanes. */
// @ts-ignore: decorator
@inline
export function total(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

/**
 * 8 rows of [pixels][channels] values, bytes or floats, to a block. A byte stands for itself over 255.
 *
 * @param table 256 floats.
 */
export function rowsToLanes(isBytes: bool, pixels: i32, channels: i32, padded: i32, from: usize, rowBytes: usize, to: usize, table: usize): void {
  const padding = <usize>(padded - channels) << CHANNEL_SHIFT;
  for (let i = 0; i < pixels; i++) {
    for (let c = 0; c < channels; c++) {
      let p = from;
      for (let lane: usize = 0; lane < 32; lane += 4) {
        store<f32>(to + lane, isBytes ? load<f32>(table + (<usize>load<u8>(p) << 2)) : load<f32>(p));
        p += rowBytes;
      }
      to += 32;
      from += isBytes ? 1 : 4;
    }
    memory.fill(to, 0, padding);
    to += padding;
  }
}

/** A block to 8 rows of [pixels][channels] floats. */
export function lanesToRows(pixels: i32, channels: i32, padded: i32, from: usize, to: usize, rowBytes: usize): void {
  for (let i = 0; i < pixels; i++) {
    for (let c = 0; c < channels; c++) {
      let p = to;
      for (let lane: usize = 0; lane < 32; lane += 4) {
        store<f32>(p, load<f32>(from + lane));
        p += rowBytes;
      }
      from += 32;
      to += 4;
    }
    from += <usize>(padded - channels) << CHANNEL_SHIFT;
  }
}

/**
 * Copies `channels` channels of each pixel from place to place, or adds them; `clear` more are set to 0. Puts tensors side
 * by side, takes them apart again, and flattens those whose channels are padded.
 */
export function moveChannels(
  accumulate: bool, pixels: i32, channels: i32, from: usize, fromPixel: usize, to: usize, toPixel: usize, clear: i32,
): void {
  const bytes = <usize>channels << CHANNEL_SHIFT;
  for (let i = 0; i < pixels; i++) {
    if (accumulate) addVectors(bytes, from, to);
    else memory.copy(to, from, bytes);
    if (clear) memory.fill(to + bytes, 0, <usize>clear << CHANNEL_SHIFT);
    from += fromPixel;
    to += toPixel;
  }
}

/** to = to + from. */
export function addVectors(bytes: usize, from: usize, to: usize): void {
  for (let at: usize = 0; at < bytes; at += 32) {
    v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
    v128.store(to + at, f32x4.add(v128.load(to + at, 16), v128.load(from + at, 16)), 16);
  }
}
