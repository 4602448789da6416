/*
 * One tap of a depthwise convolution's gradients, over the pixels that meet at this tap. Output channel c * multiplier +
 * m comes from input channel c alone, so with p for a pixel
 *
 *     dfilter[c, m] += sum over p of x[p, c] * dy[p, c, m],   dx[p, c] += sum over m of dy[p, c, m] * filter[c, m]
 *
 * With a multiplier of 1, the usual one, channels go by vectors; otherwise one by one.
 */

function sixteenFilters(images: i32, rows: i32, columns: i32, x: usize, xImage: usize, xDown: usize, xRight: usize, dy: usize, dyImage: usize, dyDown: usize, dyRight: usize, filter: usize): void {
  let sum0 = f32x4.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  for (; images > 0; images--, x += xImage, dy += dyImage) {
    for (let r = 0; r < rows; r++) {
      let u = x + <usize>r * xDown;
      let v = dy + <usize>r * dyDown;
      for (const stop = v + <usize>columns * dyRight; v < stop; v += dyRight, u += xRight) {
        sum0 = f32x4.add(sum0, f32x4.mul(v128.load(u), v128.load(v)));
        sum1 = f32x4.add(sum1, f32x4.mul(v128.load(u, 16), v128.load(v, 16)));
        sum2 = f32x4.add(sum2, f32x4.mul(v128.load(u, 32), v128.load(v, 32)));
        sum3 = f32x4.add(sum3, f32x4.mul(v128.load(u, 48), v128.load(v, 48)));
      }
    }
  }
  v128.store(filter, f32x4.add(v128.load(filter), sum0));
  v128.store(filter, f32x4.add(v128.load(filter, 16), sum1), 16);
  v128.store(filter, f32x4.add(v128.load(filter, 32), sum2), 32);
  v128.store(filter, f32x4.add(v128.load(filter, 48), sum3), 48);
}

function fourFilters(images: i32, rows: i32, columns: i32, x: usize, xImage: usize, xDown: usize, xRight: usize, dy: usize, dyImage: usize, dyDown: usize, dyRight: usize, filter: usize): void {
  let sum0 = f32x4.splat(0);
  for (; images > 0; images--, x += xImage, dy += dyImage) {
    for (let r = 0; r < rows; r++) {
      let u = x + <usize>r * xDown;
      let v = dy + <usize>r * dyDown;
      for (const stop = v + <usize>columns * dyRight; v < stop; v += dyRight, u += xRight) {
        sum0 = f32x4.add(sum0, f32x4.mul(v128.load(u), v128.load(v)));
      }
    }
  }
  v128.store(filter, f32x4.add(v128.load(filter), sum0));
}

function oneFilter(images: i32, rows: i32, columns: i32, x: usize, xImage: usize, xDown: usize, xRight: usize, dy: usize, dyImage: usize, dyDown: usize, dyRight: usize, filter: usize): void {
  let sum: f32 = 0;
  for (; images > 0; images--, x += xImage, dy += dyImage) {
    for (let r = 0; r < rows; r++) {
      let u = x + <usize>r * xDown;
      let v = dy + <usize>r * dyDown;
      for (const stop = v + <usize>columns * dyRight; v < stop; v += dyRight, u += xRight) {
        sum += load<f32>(u) * load<f32>(v);
      }
    }
  }
  store<f32>(filter, load<f32>(filter) + sum);
}

/** Two grids of pixels, addresses and steps in bytes; adds to the outChannels values at `filter`. */
export function depthwiseFilterTap(images: i32, rows: i32, columns: i32, x: usize, xImage: usize, xDown: usize, xRight: usize, inPixel: usize, dy: usize, dyImage: usize, dyDown: usize, outPixel: usize, filter: usize): void {
  let at: usize = 0;
  if (inPixel == outPixel) {
    for (; at + 64 <= outPixel; at += 64) sixteenFilters(images, rows, columns, x + at, xImage, xDown, xRight, dy + at, dyImage, dyDown, outPixel, filter + at);
    for (; at + 16 <= outPixel; at += 16) fourFilters(images, rows, columns, x + at, xImage, xDown, xRight, dy + at, dyImage, dyDown, outPixel, filter + at);
  }
  const multiplier = outPixel / inPixel;
  for (; at < outPixel; at += 4) {
    const input = x + (((at >> 2) / multiplier) << 2);
    oneFilter(images, rows, columns, input, xImage, xDown, xRight, dy + at, dyImage, dyDown, outPixel, filter + at);
  }
}

function sixteenInputs(images: i32, rows: i32, columns: i32, x: usize, xImage: usize, xDown: usize, xRight: usize, dy: usize, dyImage: usize, dyDown: usize, dyRight: usize, filter: usize): void {
  const w0 = v128.load(filter);
  const w1 = v128.load(filter, 16);
  const w2 = v128.load(filter, 32);
  const w3 = v128.load(filter, 48);
  for (; images > 0; images--, x += xImage, dy += dyImage) {
    for (let r = 0; r < rows; r++) {
      let u = x + <usize>r * xDown;
      let v = dy + <usize>r * dyDown;
      for (const stop = v + <usize>columns * dyRight; v < stop; v += dyRight, u += xRight) {
        v128.store(u, f32x4.add(v128.load(u), f32x4.mul(v128.load(v), w0)));
        v128.store(u, f32x4.add(v128.load(u, 16), f32x4.mul(v128.load(v, 16), w1)), 16);
        v128.store(u, f32x4.add(v128.load(u, 32), f32x4.mul(v128.load(v, 32), w2)), 32);
        v128.store(u, f32x4.add(v128.load(u, 48), f32x4.mul(v128.load(v, 48), w3)), 48);
      }
    }
  }
}

function fourInputs(images: i32, rows: i32, columns: i32, x: usize, xImage: usize, xDown: usize, xRight: usize, dy: usize, dyImage: usize, dyDown: usize, dyRight: usize, filter: usize): void {
  const w0 = v128.load(filter);
  for (; images > 0; images--, x += xImage, dy += dyImage) {
    for (let r = 0; r < rows; r++) {
      let u = x + <usize>r * xDown;
      let v = dy + <usize>r * dyDown;
      for (const stop = v + <usize>columns * dyRight; v < stop; v += dyRight, u += xRight) {
        v128.store(u, f32x4.add(v128.load(u), f32x4.mul(v128.load(v), w0)));
      }
    }
  }
}

function oneInput(images: i32, rows: i32, columns: i32, x: usize, xImage: usize, xDown: usize, xRight: usize, dy: usize, dyImage: usize, dyDown: usize, dyRight: usize, filter: usize): void {
  const w = load<f32>(filter);
  for (; images > 0; images--, x += xImage, dy += dyImage) {
    for (let r = 0; r < rows; r++) {
      let u = x + <usize>r * xDown;
      let v = dy + <usize>r * dyDown;
      for (const stop = v + <usize>columns * dyRight; v < stop; v += dyRight, u += xRight) {
        store<f32>(u, load<f32>(u) + load<f32>(v) * w);
      }
    }
  }
}

/** The same grids, with dx at x; adds to dx what dy gives through the outChannels values at `filter`. */
export function depthwiseInputTap(images: i32, rows: i32, columns: i32, x: usize, xImage: usize, xDown: usize, xRight: usize, inPixel: usize, dy: usize, dyImage: usize, dyDown: usize, outPixel: usize, filter: usize): void {
  let at: usize = 0;
  if (inPixel == outPixel) {
    for (; at + 64 <= outPixel; at += 64) sixteenInputs(images, rows, columns, x + at, xImage, xDown, xRight, dy + at, dyImage, dyDown, outPixel, filter + at);
    for (; at + 16 <= outPixel; at += 16) fourInputs(images, rows, columns, x + at, xImage, xDown, xRight, dy + at, dyImage, dyDown, outPixel, filter + at);
  }
  const multiplier = outPixel / inPixel;
  for (; at < outPixel; at += 4) {
    const input = x + (((at >> 2) / multiplier) << 2);
    oneInput(images, rows, columns, input, xImage, xDown, xRight, dy + at, dyImage, dyDown, outPixel, filter + at);
  }
}
