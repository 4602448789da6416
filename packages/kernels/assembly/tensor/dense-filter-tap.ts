/*
 * One tap of a convolution's filter gradient: the product of two matrices, dW += X^T dY, over the pixels that meet at
 * this tap. A tile of it, 4 input channels by 8 output channels, is summed in registers over all pixels of the block.
 */

// @ts-ignore: decorator
@inline
function addTo(address: usize, value: v128): void {
  v128.store(address, f32x4.add(v128.load(address), value));
}

function fourByEight(images: i32, rows: i32, columns: i32, x: usize, xImage: usize, xDown: usize, xRight: usize, dy: usize, dyImage: usize, dyDown: usize, dyRight: usize, filter: usize): void {
  let sum00 = f32x4.splat(0);
  let sum01 = sum00;
  let sum10 = sum00;
  let sum11 = sum00;
  let sum20 = sum00;
  let sum21 = sum00;
  let sum30 = sum00;
  let sum31 = sum00;
  for (; images > 0; images--, x += xImage, dy += dyImage) {
    for (let r = 0; r < rows; r++) {
      let u = x + <usize>r * xDown;
      let v = dy + <usize>r * dyDown;
      for (const stop = v + <usize>columns * dyRight; v < stop; v += dyRight, u += xRight) {
        const g0 = v128.load(v);
        const g1 = v128.load(v, 16);
        const x0 = v128.load32_splat(u);
        const x1 = v128.load32_splat(u, 4);
        const x2 = v128.load32_splat(u, 8);
        const x3 = v128.load32_splat(u, 12);
        sum00 = f32x4.add(sum00, f32x4.mul(x0, g0));
        sum01 = f32x4.add(sum01, f32x4.mul(x0, g1));
        sum10 = f32x4.add(sum10, f32x4.mul(x1, g0));
        sum11 = f32x4.add(sum11, f32x4.mul(x1, g1));
        sum20 = f32x4.add(sum20, f32x4.mul(x2, g0));
        sum21 = f32x4.add(sum21, f32x4.mul(x2, g1));
        sum30 = f32x4.add(sum30, f32x4.mul(x3, g0));
        sum31 = f32x4.add(sum31, f32x4.mul(x3, g1));
      }
    }
  }
  addTo(filter, sum00);
  addTo(filter + 16, sum01);
  addTo(filter + dyRight, sum10);
  addTo(filter + dyRight + 16, sum11);
  addTo(filter + 2 * dyRight, sum20);
  addTo(filter + 2 * dyRight + 16, sum21);
  addTo(filter + 3 * dyRight, sum30);
  addTo(filter + 3 * dyRight + 16, sum31);
}

function fourByFour(images: i32, rows: i32, columns: i32, x: usize, xImage: usize, xDown: usize, xRight: usize, dy: usize, dyImage: usize, dyDown: usize, dyRight: usize, filter: usize): void {
  let sum00 = f32x4.splat(0);
  let sum10 = sum00;
  let sum20 = sum00;
  let sum30 = sum00;
  for (; images > 0; images--, x += xImage, dy += dyImage) {
    for (let r = 0; r < rows; r++) {
      let u = x + <usize>r * xDown;
      let v = dy + <usize>r * dyDown;
      for (const stop = v + <usize>columns * dyRight; v < stop; v += dyRight, u += xRight) {
        const g0 = v128.load(v);
        const x0 = v128.load32_splat(u);
        const x1 = v128.load32_splat(u, 4);
        const x2 = v128.load32_splat(u, 8);
        const x3 = v128.load32_splat(u, 12);
        sum00 = f32x4.add(sum00, f32x4.mul(x0, g0));
        sum10 = f32x4.add(sum10, f32x4.mul(x1, g0));
        sum20 = f32x4.add(sum20, f32x4.mul(x2, g0));
        sum30 = f32x4.add(sum30, f32x4.mul(x3, g0));
      }
    }
  }
  addTo(filter, sum00);
  addTo(filter + dyRight, sum10);
  addTo(filter + 2 * dyRight, sum20);
  addTo(filter + 3 * dyRight, sum30);
}

function oneBySixteen(images: i32, rows: i32, columns: i32, x: usize, xImage: usize, xDown: usize, xRight: usize, dy: usize, dyImage: usize, dyDown: usize, dyRight: usize, filter: usize): void {
  let sum00 = f32x4.splat(0);
  let sum01 = sum00;
  let sum02 = sum00;
  let sum03 = sum00;
  for (; images > 0; images--, x += xImage, dy += dyImage) {
    for (let r = 0; r < rows; r++) {
      let u = x + <usize>r * xDown;
      let v = dy + <usize>r * dyDown;
      for (const stop = v + <usize>columns * dyRight; v < stop; v += dyRight, u += xRight) {
        const g0 = v128.load(v);
        const g1 = v128.load(v, 16);
        const g2 = v128.load(v, 32);
        const g3 = v128.load(v, 48);
        const x0 = v128.load32_splat(u);
        sum00 = f32x4.add(sum00, f32x4.mul(x0, g0));
        sum01 = f32x4.add(sum01, f32x4.mul(x0, g1));
        sum02 = f32x4.add(sum02, f32x4.mul(x0, g2));
        sum03 = f32x4.add(sum03, f32x4.mul(x0, g3));
      }
    }
  }
  addTo(filter, sum00);
  addTo(filter + 16, sum01);
  addTo(filter + 32, sum02);
  addTo(filter + 48, sum03);
}

function oneByFour(images: i32, rows: i32, columns: i32, x: usize, xImage: usize, xDown: usize, xRight: usize, dy: usize, dyImage: usize, dyDown: usize, dyRight: usize, filter: usize): void {
  let sum00 = f32x4.splat(0);
  for (; images > 0; images--, x += xImage, dy += dyImage) {
    for (let r = 0; r < rows; r++) {
      let u = x + <usize>r * xDown;
      let v = dy + <usize>r * dyDown;
      for (const stop = v + <usize>columns * dyRight; v < stop; v += dyRight, u += xRight) {
        const g0 = v128.load(v);
        const x0 = v128.load32_splat(u);
        sum00 = f32x4.add(sum00, f32x4.mul(x0, g0));
      }
    }
  }
  addTo(filter, sum00);
}

function oneByOne(images: i32, rows: i32, columns: i32, x: usize, xImage: usize, xDown: usize, xRight: usize, dy: usize, dyImage: usize, dyDown: usize, dyRight: usize, filter: usize): void {
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

/** Two grids of pixels, addresses and steps in bytes; adds to the [inChannels, outChannels] matrix at `filter`. */
export function denseFilterTap(images: i32, rows: i32, columns: i32, x: usize, xImage: usize, xDown: usize, xRight: usize, inPixel: usize, dy: usize, dyImage: usize, dyDown: usize, outPixel: usize, filter: usize): void {
  let input: usize = 0;
  for (; input + 16 <= inPixel; input += 16) {
    const row = filter + (input >> 2) * outPixel;
    let output: usize = 0;
    for (; output + 32 <= outPixel; output += 32) fourByEight(images, rows, columns, x + input, xImage, xDown, xRight, dy + output, dyImage, dyDown, outPixel, row + output);
    for (; output + 16 <= outPixel; output += 16) fourByFour(images, rows, columns, x + input, xImage, xDown, xRight, dy + output, dyImage, dyDown, outPixel, row + output);
    for (; output < outPixel; output += 4) {
      for (let i: usize = 0; i < 4; i++) oneByOne(images, rows, columns, x + input + 4 * i, xImage, xDown, xRight, dy + output, dyImage, dyDown, outPixel, row + i * outPixel + output);
    }
  }
  for (; input < inPixel; input += 4) {
    const row = filter + (input >> 2) * outPixel;
    let output: usize = 0;
    for (; output + 64 <= outPixel; output += 64) oneBySixteen(images, rows, columns, x + input, xImage, xDown, xRight, dy + output, dyImage, dyDown, outPixel, row + output);
    for (; output + 16 <= outPixel; output += 16) oneByFour(images, rows, columns, x + input, xImage, xDown, xRight, dy + output, dyImage, dyDown, outPixel, row + output);
    for (; output < outPixel; output += 4) oneByOne(images, rows, columns, x + input, xImage, xDown, xRight, dy + output, dyImage, dyDown, outPixel, row + output);
  }
}
