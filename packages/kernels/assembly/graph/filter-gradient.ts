import { CHANNEL_SHIFT, endTarget, firstTarget } from './geometry';
import { Geometry } from './records';
import { gradientTile } from './tiles';

/**
 * Adds the gradient to the filters, out [kernelY][kernelX][channels][outputs].
 *
 * @param blockRows Rows of the target that are taken at a time, block of images by block, so that they stay in the first
 *   cache; 0: everything at once, the blocks of images innermost, for images of few pixels.
 */
export function filterGradient(
  g: Geometry, blocks: i32, x: usize, xBlock: usize, d: usize, dBlock: usize, blockRows: i32, out: usize,
): void {
  const step = blockRows ? blockRows : g.countY;
  const outer = blockRows ? blocks : 1;
  for (let n = 0; n < outer; n++) {
    for (let from = 0; from < g.countY; from += step) {
      const to = min(g.countY, from + step);
      for (let ky = 0; ky < g.kernelY; ky++) {
        const y = ky * g.dilationY + g.offsetY;
        const y0 = max(from, firstTarget(y, g.strideY)), y1 = min(to, endTarget(y, g.strideY, g.countY, g.height));
        if (y0 >= y1) continue;
        for (let kx = 0; kx < g.kernelX; kx++) {
          const left = kx * g.dilationX + g.offsetX;
          const x0 = firstTarget(left, g.strideX), x1 = endTarget(left, g.strideX, g.countX, g.width);
          if (x0 >= x1) continue;
          const pixel = <usize>g.channels << CHANNEL_SHIFT, outPixel = <usize>g.outputs << CHANNEL_SHIFT;
          const px = x + n * xBlock + ((y0 * g.strideY + y) * g.width + x0 * g.strideX + left) * pixel;
          const pd = d + n * dBlock + (y0 * g.countX + x0) * outPixel;
          const o = out + (<usize>((ky * g.kernelX + kx) * g.channels * g.outputs) << 2);
          if (blockRows) {
            tapGradient(g.channels, g.outputs, 1, 0, 0, y1 - y0, pixel * g.strideY * g.width, outPixel * g.countX, x1 - x0, pixel * g.strideX, outPixel, px, pd, o);
          } else {
            tapGradient(g.channels, g.outputs, y1 - y0, pixel * g.strideY * g.width, outPixel * g.countX, x1 - x0, pixel * g.strideX, outPixel, blocks, xBlock, dBlock, px, pd, o);
          }
        }
      }
    }
  }
}

/** All inputs and outputs of one tap. */
export function tapGradient(
  channels: i32, outputs: i32,
  n1: i32, x1: usize, d1: usize, n2: i32, x2: usize, d2: usize, n3: i32, x3: usize, d3: usize,
  x: usize, d: usize, out: usize,
): void {
  const row = <usize>outputs << 2;
  for (let c = 0; c < channels; c += 4) {
    let o = out, b = d;
    for (const end = o + row; o < end; o += 8) {
      gradientTile(n1, x1, d1, n2, x2, d2, n3, x3, d3, x, b, o, row);
      b += 64;
    }
    x += 128;
    out += row << 2;
  }
}
