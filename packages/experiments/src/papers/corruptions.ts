import { standardNormals } from './lab-random';

/** A way to spoil an image: bytes of [rows, columns] to as many others. */
export type Corruption = (
  pixels: Uint8Array,
  columns: number,
  noise: (index: number) => number,
) => (index: number) => number;

/** Corruptions of the kinds of ImageNet-C. */
export const corruptions: Readonly<Record<string, Corruption>> = {
  contrast: (pixels) => (index) => 96 + 0.25 * (pixels[index]! - 96),
  brightness: (pixels) => (index) => pixels[index]! + 96,
  noise: (pixels, _columns, noise) => (index) => pixels[index]! + 77 * noise(index),
  blur: (pixels, columns) => (index) => {
    let sum = 0;
    for (const down of [-1, 0, 1]) {
      for (const across of [-1, 0, 1]) sum += pixels[index + down * columns + across] ?? 0;
    }
    return sum / 9;
  },
};

/** Three pixels down and to the right: no pixel changes its value, only its place. */
export const moved: Corruption = (pixels, columns) => (index) =>
  index % columns < 3 ? 0 : (pixels[index - 3 * columns - 3] ?? 0);

/** Images spoilt in one way, the noise from a seed. */
export function corrupted(
  images: { inputs: Uint8Array; inputSize: number; columns: number },
  corruption: Corruption,
  seed: number,
): Uint8Array {
  const { inputs, inputSize, columns } = images;
  const noise = standardNormals(seed, inputs.length);
  const spoilt = new Uint8ClampedArray(inputs.length);
  for (let start = 0; start < inputs.length; start += inputSize) {
    const pixels = inputs.subarray(start, start + inputSize);
    const at = corruption(pixels, columns, (index) => noise[start + index]!);
    for (let index = 0; index < inputSize; index++) spoilt[start + index] = at(index);
  }
  return new Uint8Array(spoilt.buffer);
}
