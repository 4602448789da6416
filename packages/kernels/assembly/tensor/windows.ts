/*
 * A maximum over windows, and gradients of that and of a convolution: image by image, output pixel by output pixel. The
 * gradients add to what is at dx, or at the filter for the gradient to it, which must hold zeros.
 */
import { Windows } from './records';

const MAXIMUM: u32 = 0;
const MAXIMUM_GRADIENT: u32 = 1;
const INPUT: u32 = 2;
const FILTER: u32 = 3;

/** Address of the input pixel under tap (d, h, w) of the window of an output pixel, 0 outside the image. */
// @ts-ignore: decorator
@inline
function pixelUnder(windows: Windows, image: u32, od: u32, oh: u32, ow: u32, d: u32, h: u32, w: u32, base: usize): usize {
  const id = <u32>(<i32>(od * windows.strideDepth + d) - windows.padFront);
  const ih = <u32>(<i32>(oh * windows.strideHeight + h) - windows.padTop);
  const iw = <u32>(<i32>(ow * windows.strideWidth + w) - windows.padLeft);
  // A negative number is a large one without its sign.
  if (id >= windows.inDepth || ih >= windows.inHeight || iw >= windows.inWidth) return 0;
  const pixel = ((image * windows.inDepth + id) * windows.inHeight + ih) * windows.inWidth + iw;
  return base + (<usize>(pixel * windows.inChannels) << 2);
}

/** Address of the largest value of a channel in the window of an output pixel, the first of equals; 0 if all are NaN. */
function largestIn(windows: Windows, image: u32, od: u32, oh: u32, ow: u32, channel: usize): usize {
  let best: usize = 0;
  let largest: f32 = -Infinity;
  for (let d: u32 = 0; d < windows.filterDepth; d++) {
    for (let h: u32 = 0; h < windows.filterHeight; h++) {
      for (let w: u32 = 0; w < windows.filterWidth; w++) {
        const at = pixelUnder(windows, image, od, oh, ow, d, h, w, windows.x);
        if (!at) continue;
        const value = load<f32>(at + channel);
        if (value > largest) {
          largest = value;
          best = at + channel;
        }
      }
    }
  }
  return best;
}

/** y, at `windows.dy`, is the largest value of each window; NaN where there is none. */
function maximumPixel(windows: Windows, image: u32, od: u32, oh: u32, ow: u32, y: usize): void {
  for (let c: u32 = 0; c < windows.inChannels; c++) {
    const channel = <usize>c << 2;
    const best = largestIn(windows, image, od, oh, ow, channel);
    store<f32>(y + channel, best ? load<f32>(best) : NaN);
  }
}

/** dx at the largest value of each window, the first of equals, gains dy. */
function maximumGradientPixel(windows: Windows, image: u32, od: u32, oh: u32, ow: u32, dy: usize): void {
  for (let c: u32 = 0; c < windows.inChannels; c++) {
    const channel = <usize>c << 2;
    const best = largestIn(windows, image, od, oh, ow, channel);
    if (!best) continue;
    const to = windows.dx + (best - windows.x);
    store<f32>(to, load<f32>(to) + load<f32>(dy + channel));
  }
}

/** dx[c] under each tap gains the sum over output channels k of filter[tap, c, k] dy[k]. */
function convolutionPixel(windows: Windows, image: u32, od: u32, oh: u32, ow: u32, dy: usize): void {
  const row = <usize>windows.outChannels << 2;
  let filter = windows.filter;
  for (let d: u32 = 0; d < windows.filterDepth; d++) {
    for (let h: u32 = 0; h < windows.filterHeight; h++) {
      for (let w: u32 = 0; w < windows.filterWidth; w++) {
        const at = pixelUnder(windows, image, od, oh, ow, d, h, w, windows.dx);
        if (at) addProducts(windows.inChannels, row, filter, dy, at);
        filter += row * windows.inChannels;
      }
    }
  }
}

/** to[c] gains filter[c, :] . dy for each input channel c. */
function addProducts(channels: u32, row: usize, filter: usize, dy: usize, to: usize): void {
  const whole = row & ~15;
  for (let c: u32 = 0; c < channels; c++, filter += row, to += 4) {
    let sums = f32x4.splat(0);
    let at: usize = 0;
    for (; at < whole; at += 16) sums = f32x4.add(sums, f32x4.mul(v128.load(filter + at), v128.load(dy + at)));
    let sum = f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1) + f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3);
    for (; at < row; at += 4) sum += load<f32>(filter + at) * load<f32>(dy + at);
    store<f32>(to, load<f32>(to) + sum);
  }
}

/** filter[tap, c, k] gains x[c] dy[k], x being what lies under the tap. */
function filterPixel(windows: Windows, image: u32, od: u32, oh: u32, ow: u32, dy: usize): void {
  const row = <usize>windows.outChannels << 2;
  let filter = windows.filter;
  for (let d: u32 = 0; d < windows.filterDepth; d++) {
    for (let h: u32 = 0; h < windows.filterHeight; h++) {
      for (let w: u32 = 0; w < windows.filterWidth; w++) {
        const at = pixelUnder(windows, image, od, oh, ow, d, h, w, windows.x);
        if (at) addMultiples(windows.inChannels, row, at, dy, filter);
        filter += row * windows.inChannels;
      }
    }
  }
}

/** to[c, :] gains x[c] dy for each input channel c. */
function addMultiples(channels: u32, row: usize, x: usize, dy: usize, to: usize): void {
  const whole = row & ~15;
  for (let c: u32 = 0; c < channels; c++, x += 4, to += row) {
    const factor = load<f32>(x);
    const factors = f32x4.splat(factor);
    let at: usize = 0;
    for (; at < whole; at += 16) {
      v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(factors, v128.load(dy + at))));
    }
    for (; at < row; at += 4) store<f32>(to + at, load<f32>(to + at) + factor * load<f32>(dy + at));
  }
}

// @ts-ignore: decorator
@inline
function eachPixel(kind: u32, windows: Windows): void {
  let dy = windows.dy;
  for (let image: u32 = 0; image < windows.batch; image++) {
    for (let od: u32 = 0; od < windows.outDepth; od++) {
      for (let oh: u32 = 0; oh < windows.outHeight; oh++) {
        for (let ow: u32 = 0; ow < windows.outWidth; ow++) {
          if (kind == MAXIMUM) maximumPixel(windows, image, od, oh, ow, dy);
          else if (kind == MAXIMUM_GRADIENT) maximumGradientPixel(windows, image, od, oh, ow, dy);
          else if (kind == INPUT) convolutionPixel(windows, image, od, oh, ow, dy);
          else filterPixel(windows, image, od, oh, ow, dy);
          dy += <usize>windows.outChannels << 2;
        }
      }
    }
  }
}

/** `at` is the address of a Windows record whose dy is where the values go. */
export function maximum(at: usize): void {
  eachPixel(MAXIMUM, changetype<Windows>(at));
}

/** `at` is the address of a Windows record. */
export function maximumGradient(at: usize): void {
  eachPixel(MAXIMUM_GRADIENT, changetype<Windows>(at));
}

/** `at` is the address of a Windows record. */
export function convolution3dInputGradient(at: usize): void {
  eachPixel(INPUT, changetype<Windows>(at));
}

/** `at` is the address of a Windows record. */
export function convolution3dFilterGradient(at: usize): void {
  eachPixel(FILTER, changetype<Windows>(at));
}
