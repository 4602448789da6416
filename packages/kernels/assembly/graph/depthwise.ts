/*
 * Depthwise convolution of a block: every channel has filters of its own, `multiplier` of them; output c multiplier + m
 * sees channel c alone. Filters [kernelY][kernelX][outputs], `filterRow` bytes per tap.
 */
import { CHANNEL_SHIFT, endTap, firstTap } from './geometry';
import { Geometry } from './records';
import { total } from './lanes';

export function depthwiseBlock(g: Geometry, multiplier: i32, outputs: i32, source: usize, target: usize, filter: usize, filterRow: usize): void {
  const pixel = <usize>g.channels << CHANNEL_SHIFT, row = pixel * g.width, outPixel = <usize>g.outputs << CHANNEL_SHIFT;
  for (let i = 0; i < g.countY; i++) {
    const y = i * g.strideY + g.offsetY, y0 = firstTap(y, g.dilationY), y1 = endTap(y, g.dilationY, g.kernelY, g.height);
    for (let j = 0; j < g.countX; j++) {
      const x = j * g.strideX + g.offsetX, x0 = firstTap(x, g.dilationX), x1 = endTap(x, g.dilationX, g.kernelX, g.width);
      for (let o = 0; o < outputs; o++) {
        const channel = <usize>(o / multiplier) << CHANNEL_SHIFT;
        let s0 = f32x4.splat(0), s1 = s0;
        for (let ky = y0; ky < y1; ky++) {
          const line = source + (y + ky * g.dilationY) * row + channel;
          for (let kx = x0; kx < x1; kx++) {
            const p = line + (x + kx * g.dilationX) * pixel;
            const w = v128.load32_splat(filter + (ky * g.kernelX + kx) * filterRow + (<usize>o << 2));
            s0 = f32x4.add(s0, f32x4.mul(w, v128.load(p)));
            s1 = f32x4.add(s1, f32x4.mul(w, v128.load(p, 16)));
          }
        }
        v128.store(target + (<usize>o << CHANNEL_SHIFT), s0);
        v128.store(target + (<usize>o << CHANNEL_SHIFT), s1, 16);
      }
      memory.fill(target + (<usize>outputs << CHANNEL_SHIFT), 0, <usize>(g.outputs - outputs) << CHANNEL_SHIFT);
      target += outPixel;
    }
  }
}

/** Adds to the filters' gradient, and to dx unless that is 0. */
export function depthwiseBackwardBlock(
  g: Geometry, multiplier: i32, outputs: i32, source: usize, dy: usize, dx: usize, filter: usize, filterRow: usize, filterGradient: usize,
): void {
  const pixel = <usize>g.channels << CHANNEL_SHIFT, outPixel = <usize>g.outputs << CHANNEL_SHIFT;
  for (let o = 0; o < outputs; o++) {
    const channel = <usize>(o / multiplier) << CHANNEL_SHIFT;
    for (let ky = 0; ky < g.kernelY; ky++) {
      for (let kx = 0; kx < g.kernelX; kx++) {
        const tap = (ky * g.kernelX + kx) * filterRow + (<usize>o << 2);
        const w = v128.load32_splat(filter + tap);
        let s0 = f32x4.splat(0), s1 = s0;
        for (let i = 0; i < g.countY; i++) {
          const y = i * g.strideY + g.offsetY + ky * g.dilationY;
          if (y < 0 || y >= g.height) continue;
          for (let j = 0; j < g.countX; j++) {
            const x = j * g.strideX + g.offsetX + kx * g.dilationX;
            if (x < 0 || x >= g.width) continue;
            const at = (y * g.width + x) * pixel + channel, d = dy + (i * g.countX + j) * outPixel + (<usize>o << CHANNEL_SHIFT);
            const d0 = v128.load(d), d1 = v128.load(d, 16);
            s0 = f32x4.add(s0, f32x4.mul(d0, v128.load(source + at)));
            s1 = f32x4.add(s1, f32x4.mul(d1, v128.load(source + at, 16)));
            if (!dx) continue;
            v128.store(dx + at, f32x4.add(v128.load(dx + at), f32x4.mul(w, d0)));
            v128.store(dx + at, f32x4.add(v128.load(dx + at, 16), f32x4.mul(w, d1)), 16);
          }
        }
        store<f32>(filterGradient + tap, load<f32>(filterGradient + tap) + total(f32x4.add(s0, s1)));
      }
    }
  }
}
