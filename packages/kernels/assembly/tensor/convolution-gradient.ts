/*
 * The walk that the gradients of 2-D convolutions share, for x [batch, inHeight, inWidth, inChannels] and dy [batch,
 * outHeight, outWidth, outChannels]. With filter tap (fh, fw), the output pixel (oh, ow) meets the input pixel
 *
 *     ih = oh * strideHeight + fh * dilationHeight - padTop,   iw = ow * strideWidth + fw * dilationWidth - padLeft
 *
 * where that lies inside the image. So for each tap the pixels that meet are two grids, one in x and one in dy, with
 * the same number of images, rows and columns; a `...Tap` function does the arithmetic on two such grids. Taps are
 * taken in turn over a block of rows that stays in the cache, before the next block.
 */
import { denseFilterTap } from './dense-filter-tap';
import { denseInputTap } from './dense-input-tap';
import { depthwiseFilterTap, depthwiseInputTap } from './depthwise-taps';
import { packPanels } from './panels';
import { ConvolutionGradient } from './records';

/** dL/dfilter of a convolution, dL/dfilter and dL/dx of a depthwise one, dL/dx of a convolution. */
export const enum Gradient {
  filter,
  depthwiseFilter,
  depthwiseInput,
  input,
}

const SMALLEST_BLOCK: usize = 32 << 10;
const LARGEST_BLOCK: usize = 384 << 10;

/** Adds the gradient up where it is to go, which must hold zeros: at `filter`, or at x for the gradients to the input. */
export function convolutionGradient(gradient: i32, at: ConvolutionGradient): void {
  const inHeight = at.inHeight;
  const inWidth = at.inWidth;
  const inPixel = at.inPixel;
  const outHeight = at.outHeight;
  const outWidth = at.outWidth;
  const outPixel = at.outPixel;
  const filterHeight = at.filterHeight;
  const filterWidth = at.filterWidth;
  const strideHeight = at.strideHeight;
  const strideWidth = at.strideWidth;
  const x = at.x;
  const dy = at.dy;
  const xRow = <usize>inWidth * inPixel;
  const dyRow = <usize>outWidth * outPixel;
  const xImage = <usize>inHeight * xRow;
  const dyImage = <usize>outHeight * dyRow;
  const isDense = gradient == Gradient.filter || gradient == Gradient.input;
  const tapBytes = isDense ? (inPixel >> 2) * outPixel : outPixel;
  if (gradient == Gradient.input) packPanels(filterHeight * filterWidth, inPixel >> 2, outPixel, at.filter, at.scratch);
  // The larger the filter, the more it costs to add to all of it once more.
  const budget = max(SMALLEST_BLOCK, min(LARGEST_BLOCK, tapBytes * <usize>(filterHeight * filterWidth)));
  const rowsThatFit = max<i32>(1, <i32>(budget / (dyRow + <usize>strideHeight * xRow)));
  const rowStep = min(rowsThatFit, outHeight);
  const imageStep = max<i32>(1, rowsThatFit / outHeight);

  for (let image = 0; image < at.batch; image += imageStep) {
    const images = min(imageStep, at.batch - image);
    for (let row = 0; row < outHeight; row += rowStep) {
      let tap = gradient == Gradient.input ? at.scratch : at.filter;
      for (let fh = 0; fh < filterHeight; fh++) {
        const shiftHeight = fh * at.dilationHeight - at.padTop;
        const top = max(row, first(shiftHeight, strideHeight));
        const bottom = min(min(row + rowStep, outHeight), end(shiftHeight, strideHeight, inHeight));
        for (let fw = 0; fw < filterWidth; fw++, tap += tapBytes) {
          const shiftWidth = fw * at.dilationWidth - at.padLeft;
          const left = first(shiftWidth, strideWidth);
          const right = min(outWidth, end(shiftWidth, strideWidth, inWidth));
          if (top >= bottom || left >= right) continue;
          const xStart = x + <usize>image * xImage + <usize>(top * strideHeight + shiftHeight) * xRow + <usize>(left * strideWidth + shiftWidth) * inPixel;
          const dyStart = dy + <usize>image * dyImage + <usize>top * dyRow + <usize>left * outPixel;
          const rows = bottom - top;
          const columns = right - left;
          const xDown = <usize>strideHeight * xRow;
          const xRight = <usize>strideWidth * inPixel;
          if (gradient == Gradient.filter) denseFilterTap(images, rows, columns, xStart, xImage, xDown, xRight, inPixel, dyStart, dyImage, dyRow, outPixel, tap);
          else if (gradient == Gradient.depthwiseFilter) depthwiseFilterTap(images, rows, columns, xStart, xImage, xDown, xRight, inPixel, dyStart, dyImage, dyRow, outPixel, tap);
          else if (gradient == Gradient.input) denseInputTap(images, rows, columns, xStart, xImage, xDown, xRight, inPixel, dyStart, dyImage, dyRow, outPixel, tap);
          else depthwiseInputTap(images, rows, columns, xStart, xImage, xDown, xRight, inPixel, dyStart, dyImage, dyRow, outPixel, tap);
        }
      }
    }
  }
}

/** First output place whose input place, place * stride + shift, is not before the image. */
function first(shift: i32, stride: i32): i32 {
  return shift >= 0 ? 0 : (stride - 1 - shift) / stride;
}

/** One past the last output place whose input place is before `size`. */
function end(shift: i32, stride: i32, size: i32): i32 {
  return size <= shift ? 0 : (size - 1 - shift) / stride + 1;
}
