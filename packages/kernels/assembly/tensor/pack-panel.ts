import { fourByFour } from './panels';

/*
 * A panel: `width` (4 or 8) neighbouring rows of A, or columns of B, copied so that their values at one k lie next to
 * each other, and those at the next k after them.
 */

/**
 * @param count How many of the `width` there are; what is missing counts as 0.
 * @param across Bytes from one row of A, or column of B, to the next.
 * @param step Bytes from one k to the next. 4 is either this or `across`.
 */
// @ts-ignore: decorator
@inline
export function packPanel(width: u32, count: u32, depth: u32, from: usize, across: usize, step: usize, to: usize): void {
  if (count < width) return packPart(width, count, depth, from, across, step, to);
  if (across == 4) return copyPanel(width, depth, from, step, to);
  transposePanel(width, depth, from, across, step, to);
}

// @ts-ignore: decorator
@inline
function copyPanel(width: u32, depth: u32, from: usize, step: usize, to: usize): void {
  for (let k: u32 = 0; k < depth; k++) {
    v128.store(to, v128.load(from));
    if (width == 8) v128.store(to, v128.load(from, 16), 16);
    from += step;
    to += width << 2;
  }
}

// @ts-ignore: decorator
@inline
function transposePanel(width: u32, depth: u32, from: usize, across: usize, step: usize, to: usize): void {
  const row = <usize>width << 2;
  const whole = depth & ~3;
  let k: u32 = 0;
  for (; k < whole; k += 4) {
    fourByFour(from, across, to, row);
    if (width == 8) fourByFour(from + (across << 2), across, to + 16, row);
    from += 16;
    to += row << 2;
  }
  packPart(width, width, depth - whole, from, across, step, to);
}

/** Value by value. */
function packPart(width: u32, count: u32, depth: u32, from: usize, across: usize, step: usize, to: usize): void {
  for (let k: u32 = 0; k < depth; k++) {
    for (let i: u32 = 0; i < width; i++) {
      store<f32>(to + (<usize>i << 2), i < count ? load<f32>(from + i * across) : 0);
    }
    from += step;
    to += width << 2;
  }
}
