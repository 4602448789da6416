/*
 * One tap of a convolution's gradient to its input, over the pixels that meet at this tap:
 *
 *     dx[p, c] += sum over output channels o of dy[p, o] * filter[c, o]
 *
 * with the tap in panels (see panels.ts). Four pixels by eight channels of dx are kept in registers while o runs. The four
 * are neighbours in a row, or, at a row's end, the same pixel of four images.
 */

// @ts-ignore: decorator
@inline
function addTo(address: usize, value: v128): void {
  v128.store(address, f32x4.add(v128.load(address), value));
}

function fourByEight(x: usize, xNext: usize, dy: usize, dyNext: usize, outPixel: usize, panel: usize): void {
  let sum00 = f32x4.splat(0);
  let sum01 = sum00;
  let sum10 = sum00;
  let sum11 = sum00;
  let sum20 = sum00;
  let sum21 = sum00;
  let sum30 = sum00;
  let sum31 = sum00;
  const dy1 = dy + dyNext;
  const dy2 = dy1 + dyNext;
  const dy3 = dy2 + dyNext;
  for (let o: usize = 0; o < outPixel; o += 4, panel += 32) {
    const w0 = v128.load(panel);
    const w1 = v128.load(panel, 16);
    const g0 = v128.load32_splat(dy + o);
    const g1 = v128.load32_splat(dy1 + o);
    const g2 = v128.load32_splat(dy2 + o);
    const g3 = v128.load32_splat(dy3 + o);
    sum00 = f32x4.add(sum00, f32x4.mul(g0, w0));
    sum01 = f32x4.add(sum01, f32x4.mul(g0, w1));
    sum10 = f32x4.add(sum10, f32x4.mul(g1, w0));
    sum11 = f32x4.add(sum11, f32x4.mul(g1, w1));
    sum20 = f32x4.add(sum20, f32x4.mul(g2, w0));
    sum21 = f32x4.add(sum21, f32x4.mul(g2, w1));
    sum30 = f32x4.add(sum30, f32x4.mul(g3, w0));
    sum31 = f32x4.add(sum31, f32x4.mul(g3, w1));
  }
  addTo(x, sum00);
  addTo(x + 16, sum01);
  addTo(x + xNext, sum10);
  addTo(x + xNext + 16, sum11);
  addTo(x + 2 * xNext, sum20);
  addTo(x + 2 * xNext + 16, sum21);
  addTo(x + 3 * xNext, sum30);
  addTo(x + 3 * xNext + 16, sum31);
}

function oneByEight(x: usize, dy: usize, outPixel: usize, panel: usize): void {
  let sum0 = f32x4.splat(0);
  let sum1 = sum0;
  for (const stop = dy + outPixel; dy < stop; dy += 4, panel += 32) {
    const g = v128.load32_splat(dy);
    sum0 = f32x4.add(sum0, f32x4.mul(g, v128.load(panel)));
    sum1 = f32x4.add(sum1, f32x4.mul(g, v128.load(panel, 16)));
  }
  addTo(x, sum0);
  addTo(x + 16, sum1);
}

function fourByFour(x: usize, xNext: usize, dy: usize, dyNext: usize, outPixel: usize, panel: usize): void {
  let sum0 = f32x4.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  const dy1 = dy + dyNext;
  const dy2 = dy1 + dyNext;
  const dy3 = dy2 + dyNext;
  for (let o: usize = 0; o < outPixel; o += 4, panel += 16) {
    const w = v128.load(panel);
    sum0 = f32x4.add(sum0, f32x4.mul(v128.load32_splat(dy + o), w));
    sum1 = f32x4.add(sum1, f32x4.mul(v128.load32_splat(dy1 + o), w));
    sum2 = f32x4.add(sum2, f32x4.mul(v128.load32_splat(dy2 + o), w));
    sum3 = f32x4.add(sum3, f32x4.mul(v128.load32_splat(dy3 + o), w));
  }
  addTo(x, sum0);
  addTo(x + xNext, sum1);
  addTo(x + 2 * xNext, sum2);
  addTo(x + 3 * xNext, sum3);
}

function oneByFour(x: usize, dy: usize, outPixel: usize, panel: usize): void {
  let sum = f32x4.splat(0);
  for (const stop = dy + outPixel; dy < stop; dy += 4, panel += 16) {
    sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(dy), v128.load(panel)));
  }
  addTo(x, sum);
}

function oneByOne(x: usize, dy: usize, outPixel: usize, panel: usize): void {
  let sum: f32 = 0;
  for (const stop = dy + outPixel; dy < stop; dy += 4, panel += 4) sum += load<f32>(dy) * load<f32>(panel);
  store<f32>(x, load<f32>(x) + sum);
}

/** `channels` (8, 4 or 1) input channels from x on, of one pixel or of four that are `xNext` bytes apart. */
// @ts-ignore: decorator
@inline
function pixels(channels: i32, four: bool, x: usize, xNext: usize, dy: usize, dyNext: usize, outPixel: usize, panel: usize): void {
  if (channels == 8) {
    if (four) fourByEight(x, xNext, dy, dyNext, outPixel, panel);
    else oneByEight(x, dy, outPixel, panel);
  } else if (channels == 4) {
    if (four) fourByFour(x, xNext, dy, dyNext, outPixel, panel);
    else oneByFour(x, dy, outPixel, panel);
  } else {
    const count: usize = four ? 4 : 1;
    for (let i: usize = 0; i < count; i++) oneByOne(x + i * xNext, dy + i * dyNext, outPixel, panel);
  }
}

// @ts-ignore: decorator
@inline
function alongRows(channels: i32, images: i32, rows: i32, columns: i32, x: usize, xImage: usize, xDown: usize, xRight: usize, dy: usize, dyImage: usize, dyDown: usize, outPixel: usize, panel: usize): void {
  for (let image = 0; image < images; image++) {
    for (let r = 0; r < rows; r++) {
      let u = x + <usize>image * xImage + <usize>r * xDown;
      let v = dy + <usize>image * dyImage + <usize>r * dyDown;
      for (let c = 0; c < columns; c += 4, u += 4 * xRight, v += 4 * outPixel) pixels(channels, true, u, xRight, v, outPixel, outPixel, panel);
    }
  }
}

// @ts-ignore: decorator
@inline
function alongImages(channels: i32, images: i32, rows: i32, columns: i32, x: usize, xImage: usize, xDown: usize, xRight: usize, dy: usize, dyImage: usize, dyDown: usize, outPixel: usize, panel: usize): void {
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      let u = x + <usize>r * xDown + <usize>c * xRight;
      let v = dy + <usize>r * dyDown + <usize>c * outPixel;
      let left = images;
      for (; left >= 4; left -= 4, u += 4 * xImage, v += 4 * dyImage) pixels(channels, true, u, xImage, v, dyImage, outPixel, panel);
      for (; left > 0; left--, u += xImage, v += dyImage) pixels(channels, false, u, xImage, v, dyImage, outPixel, panel);
    }
  }
}

// @ts-ignore: decorator
@inline
function channelsOf(channels: i32, images: i32, rows: i32, columns: i32, x: usize, xImage: usize, xDown: usize, xRight: usize, dy: usize, dyImage: usize, dyDown: usize, outPixel: usize, panel: usize): void {
  const whole = columns & ~3;
  alongRows(channels, images, rows, whole, x, xImage, xDown, xRight, dy, dyImage, dyDown, outPixel, panel);
  alongImages(channels, images, rows, columns - whole, x + <usize>whole * xRight, xImage, xDown, xRight, dy + <usize>whole * outPixel, dyImage, dyDown, outPixel, panel);
}

/** Two grids of pixels, addresses and steps in bytes; adds to dx, at x, what dy gives through the tap at `panels`. */
export function denseInputTap(images: i32, rows: i32, columns: i32, x: usize, xImage: usize, xDown: usize, xRight: usize, inPixel: usize, dy: usize, dyImage: usize, dyDown: usize, outPixel: usize, panels: usize): void {
  let at: usize = 0;
  for (; at + 32 <= inPixel; at += 32) channelsOf(8, images, rows, columns, x + at, xImage, xDown, xRight, dy, dyImage, dyDown, outPixel, panels + (at >> 2) * outPixel);
  for (; at + 16 <= inPixel; at += 16) channelsOf(4, images, rows, columns, x + at, xImage, xDown, xRight, dy, dyImage, dyDown, outPixel, panels + (at >> 2) * outPixel);
  for (; at < inPixel; at += 4) channelsOf(1, images, rows, columns, x + at, xImage, xDown, xRight, dy, dyImage, dyDown, outPixel, panels + (at >> 2) * outPixel);
}
