import type { backend_util } from '@tensorflow/tfjs';

type ConvolutionInfo = backend_util.Conv2DInfo;

/** Gradients of a plain or depthwise convolution in double precision: each product of the definition in turn. */
export function float64ConvolutionGradients(
  of: ConvolutionInfo,
  { x, dy, filter }: { x: ArrayLike<number>; dy: ArrayLike<number>; filter: ArrayLike<number> },
  depthwise: boolean,
) {
  const dx = new Float64Array(x.length);
  const dfilter = new Float64Array(filter.length);
  const multiplier = of.outChannels / of.inChannels;
  for (const { inPixel, outPixel, tap } of meetings(of)) {
    for (let output = 0; output < of.outChannels; output++) {
      const only = Math.floor(output / multiplier);
      const [from, to] = depthwise ? [only, only + 1] : [0, of.inChannels];
      for (let input = from; input < to; input++) {
        const weight = depthwise
          ? tap * of.outChannels + output
          : (tap * of.inChannels + input) * of.outChannels + output;
        const i = inPixel * of.inChannels + input;
        const o = outPixel * of.outChannels + output;
        dfilter[weight]! += x[i]! * dy[o]!;
        dx[i]! += dy[o]! * filter[weight]!;
      }
    }
  }
  return { dx, dfilter };
}

/** Which pixel of the input meets which of the output under which tap of the filter. */
function* meetings(of: ConvolutionInfo) {
  for (let outPixel = 0; outPixel < of.batchSize * of.outHeight * of.outWidth; outPixel++) {
    const image = Math.floor(outPixel / (of.outHeight * of.outWidth));
    const row = Math.floor(outPixel / of.outWidth) % of.outHeight;
    const column = outPixel % of.outWidth;
    for (let tap = 0; tap < of.filterHeight * of.filterWidth; tap++) {
      const down = Math.floor(tap / of.filterWidth) * of.dilationHeight;
      const right = (tap % of.filterWidth) * of.dilationWidth;
      const inRow = row * of.strideHeight + down - of.padInfo.top;
      const inColumn = column * of.strideWidth + right - of.padInfo.left;
      if (inRow < 0 || inRow >= of.inHeight || inColumn < 0 || inColumn >= of.inWidth) continue;
      yield { inPixel: (image * of.inHeight + inRow) * of.inWidth + inColumn, outPixel, tap };
    }
  }
}
