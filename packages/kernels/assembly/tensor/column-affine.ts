/*
 * y = (x - origin) * scale + shift, column by column, for a matrix with contiguous rows. Without an origin or a shift
 * (address 0) they are zeros.
 */
import { rowsPerBlock } from './row-blocks';

// @ts-ignore: decorator
@inline
function eightColumns(centered: bool, x: usize, y: usize, stride: usize, rows: usize, origin: usize, scale: usize, shift: usize): void {
  const k0 = centered ? v128.load(origin) : f32x4.splat(0);
  const k1 = centered ? v128.load(origin, 16) : f32x4.splat(0);
  const scale0 = v128.load(scale);
  const scale1 = v128.load(scale, 16);
  const shift0 = shift ? v128.load(shift) : f32x4.splat(0);
  const shift1 = shift ? v128.load(shift, 16) : f32x4.splat(0);
  const end = x + rows * stride;
  for (; x < end; x += stride, y += stride) {
    let v0 = v128.load(x);
    let v1 = v128.load(x, 16);
    if (centered) {
      v0 = f32x4.sub(v0, k0);
      v1 = f32x4.sub(v1, k1);
    }
    v128.store(y, f32x4.add(f32x4.mul(v0, scale0), shift0));
    v128.store(y, f32x4.add(f32x4.mul(v1, scale1), shift1), 16);
  }
}

function fourColumns(x: usize, y: usize, stride: usize, rows: usize, origin: usize, scale: usize, shift: usize): void {
  const k = origin ? v128.load(origin) : f32x4.splat(0);
  const a = v128.load(scale);
  const b = shift ? v128.load(shift) : f32x4.splat(0);
  const end = x + rows * stride;
  for (; x < end; x += stride, y += stride) {
    v128.store(y, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x), k), a), b));
  }
}

function oneColumn(x: usize, y: usize, stride: usize, rows: usize, origin: usize, scale: usize, shift: usize): void {
  const k: f32 = origin ? load<f32>(origin) : 0;
  const a = load<f32>(scale);
  const b: f32 = shift ? load<f32>(shift) : 0;
  const end = x + rows * stride;
  for (; x < end; x += stride, y += stride) store<f32>(y, (load<f32>(x) - k) * a + b);
}

// @ts-ignore: decorator
@inline
function along(values: usize, at: usize): usize {
  return values ? values + at : 0;
}

export function columnAffine(x: usize, y: usize, rows: usize, channels: usize, origin: usize, scale: usize, shift: usize): void {
  const stride = channels * 4;
  const step = rowsPerBlock(stride, 2);
  for (let row: usize = 0; row < rows; row += step) {
    const block = min(step, rows - row);
    const source = x + row * stride;
    const target = y + row * stride;
    let at: usize = 0;
    for (; at + 32 <= stride; at += 32) {
      if (origin) eightColumns(true, source + at, target + at, stride, block, origin + at, scale + at, along(shift, at));
      else eightColumns(false, source + at, target + at, stride, block, 0, scale + at, along(shift, at));
    }
    for (; at + 16 <= stride; at += 16) {
      fourColumns(source + at, target + at, stride, block, along(origin, at), scale + at, along(shift, at));
    }
    for (; at < stride; at += 4) {
      oneColumn(source + at, target + at, stride, block, along(origin, at), scale + at, along(shift, at));
    }
  }
}
