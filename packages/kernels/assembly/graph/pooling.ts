/*
 * Pooling of a block. Borders are left out: an average is over the pixels that a window has. The gradient of a maximum
 * goes to the first pixel, row by row, that has it.
 */
import { CHANNEL_SHIFT, endTap, firstTap } from './geometry';
import { Geometry } from './records';

// @ts-ignore: decorator
@inline
function poolForward(maximum: bool, g: Geometry, source: usize, target: usize): void {
  const pixel = <usize>g.channels << CHANNEL_SHIFT, row = pixel * g.width;
  for (let i = 0; i < g.countY; i++) {
    const y = i * g.strideY + g.offsetY, y0 = firstTap(y, 1), y1 = endTap(y, 1, g.kernelY, g.height);
    for (let j = 0; j < g.countX; j++) {
      const x = j * g.strideX + g.offsetX, x0 = firstTap(x, 1), x1 = endTap(x, 1, g.kernelX, g.width);
      const share = f32x4.splat(<f32>1 / <f32>((y1 - y0) * (x1 - x0)));
      const from = source + (y + y0) * row + (x + x0) * pixel;
      for (let at: usize = 0; at < pixel; at += 16) {
        let value = maximum ? v128.load(from + at) : f32x4.splat(0);
        for (let ky = y0; ky < y1; ky++) {
          let p = from + at + (ky - y0) * row;
          for (let kx = x0; kx < x1; kx++) {
            value = maximum ? f32x4.pmax(value, v128.load(p)) : f32x4.add(value, v128.load(p));
            p += pixel;
          }
        }
        v128.store(target + at, maximum ? value : f32x4.mul(value, share));
      }
      target += pixel;
    }
  }
}

export function maxPoolBlock(g: Geometry, source: usize, target: usize): void {
  poolForward(true, g, source, target);
}

export function averagePoolBlock(g: Geometry, source: usize, target: usize): void {
  poolForward(false, g, source, target);
}

// @ts-ignore: decorator
@inline
function poolBackward(maximum: bool, g: Geometry, x: usize, y: usize, dy: usize, dx: usize): void {
  const pixel = <usize>g.channels << CHANNEL_SHIFT, row = pixel * g.width;
  for (let i = 0; i < g.countY; i++) {
    const top = i * g.strideY + g.offsetY, y0 = firstTap(top, 1), y1 = endTap(top, 1, g.kernelY, g.height);
    for (let j = 0; j < g.countX; j++) {
      const left = j * g.strideX + g.offsetX, x0 = firstTap(left, 1), x1 = endTap(left, 1, g.kernelX, g.width);
      const share = f32x4.splat(<f32>1 / <f32>((y1 - y0) * (x1 - x0)));
      const first = (top + y0) * row + (left + x0) * pixel;
      for (let at: usize = 0; at < pixel; at += 16) {
        let d = v128.load(dy + at);
        const most = maximum ? v128.load(y + at) : d;
        if (!maximum) d = f32x4.mul(d, share);
        for (let ky = y0; ky < y1; ky++) {
          let p = first + at + (ky - y0) * row;
          for (let kx = x0; kx < x1; kx++) {
            if (maximum) {
              const here = f32x4.eq(v128.load(x + p), most);
              v128.store(dx + p, f32x4.add(v128.load(dx + p), v128.and(d, here)));
              d = v128.andnot(d, here);
            } else {
              v128.store(dx + p, f32x4.add(v128.load(dx + p), d));
            }
            p += pixel;
          }
        }
      }
      y += pixel;
      dy += pixel;
    }
  }
}

/** Adds to dx. */
export function maxPoolBackwardBlock(g: Geometry, x: usize, y: usize, dy: usize, dx: usize): void {
  poolBackward(true, g, x, y, dy, dx);
}

/** Adds to dx. */
export function averagePoolBackwardBlock(g: Geometry, dy: usize, dx: usize): void {
  poolBackward(false, g, 0, dy, dy, dx);
}
