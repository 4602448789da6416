import type { geometryRecord } from '../generated/graph-records';

/** How the pixels of a target meet those of a source. */
export type Geometry = { readonly [field in keyof typeof geometryRecord]: number };

/** One direction of a window that moves. */
export interface Axis {
  /** Pixels of the source and of the target. */
  readonly size: number;
  readonly outputs: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  /** Padding before the first pixel. */
  readonly padding: number;
}

/** A window over `size` pixels, padded as TensorFlow does: an odd pixel of padding comes last. */
export function axisOf(
  size: number,
  { kernel, stride, dilation, padding }: Pick<Axis, 'kernel' | 'stride' | 'dilation'> & { padding: string },
): Axis {
  const reach = (kernel - 1) * dilation + 1;
  if (padding === 'valid') {
    const outputs = Math.max(0, Math.floor((size - reach) / stride) + 1);
    return { size, outputs, kernel, stride, dilation, padding: 0 };
  }
  const outputs = Math.ceil(size / stride);
  const missing = Math.max(0, (outputs - 1) * stride + reach - size);
  return { size, outputs, kernel, stride, dilation, padding: Math.floor(missing / 2) };
}

/** A window that moves forward over images of `channels` channels. */
export function forwardGeometry(y: Axis, x: Axis, channels: number, outputs: number): Geometry {
  return {
    ...{ height: y.size, width: x.size, channels },
    ...{ targetHeight: y.outputs, targetWidth: x.outputs, outputs },
    ...{ countY: y.outputs, firstY: 0, stepY: 1, kernelY: y.kernel, strideY: y.stride },
    ...{ dilationY: y.dilation, offsetY: -y.padding },
    ...{ countX: x.outputs, firstX: 0, stepX: 1, kernelX: x.kernel, strideX: x.stride },
    ...{ dilationX: x.dilation, offsetX: -x.padding },
  };
}

/** The source pixels of one remainder by the stride, and the taps that meet them, last tap first. */
export interface BackwardAxis {
  readonly first: number;
  readonly step: number;
  readonly count: number;
  readonly taps: number;
  readonly lastTap: number;
  readonly tapStep: number;
  readonly dilation: number;
  readonly offset: number;
}

/**
 * The gradient to the input, as convolutions of the gradient at stride 1. Source pixel i meets output (i + padding - k
 * dilation) / stride through tap k, where that is an integer: for each remainder of i by the stride, the taps are every
 * stride / gcd(stride, dilation)-th, and the outputs lie dilation / gcd apart.
 */
export function backwardAxes({ size, kernel, stride, dilation, padding }: Axis): BackwardAxis[] {
  const common = gcd(stride, dilation);
  const remainders = Array.from({ length: Math.min(stride, size) }, (_, remainder) => remainder);
  return remainders.map((first) => {
    const meets = (tap: number) => (first + padding - tap * dilation) % stride === 0;
    const taps = Array.from({ length: kernel }, (_, tap) => tap).filter(meets);
    const lastTap = taps.at(-1) ?? 0;
    return {
      ...{ first, step: stride, count: Math.ceil((size - first) / stride) },
      ...{ taps: taps.length, lastTap, tapStep: stride / common },
      ...{ dilation: dilation / common, offset: (first + padding - lastTap * dilation) / stride },
    };
  });
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** The convolution of one remainder in each direction. */
export function backwardGeometry(
  y: { axis: Axis; part: BackwardAxis },
  x: { axis: Axis; part: BackwardAxis },
  channels: number,
  outputs: number,
): Geometry {
  return {
    ...{ height: y.axis.outputs, width: x.axis.outputs, channels: outputs },
    ...{ targetHeight: y.axis.size, targetWidth: x.axis.size, outputs: channels },
    ...{ countY: y.part.count, firstY: y.part.first, stepY: y.part.step, kernelY: y.part.taps, strideY: 1 },
    ...{ dilationY: y.part.dilation, offsetY: integerOr0(y.part) },
    ...{ countX: x.part.count, firstX: x.part.first, stepX: x.part.step, kernelX: x.part.taps, strideX: 1 },
    ...{ dilationX: x.part.dilation, offsetX: integerOr0(x.part) },
  };
}

/** Without taps there is nothing to meet, and the quotient is no integer. */
function integerOr0({ taps, offset }: BackwardAxis): number {
  return taps > 0 ? offset : 0;
}
