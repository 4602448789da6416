import type { PlaygroundSettings } from '../../labs/playground/settings';

/** Images that a look inside goes over. A map has many numbers per image, and they must be sorted: so fewer of those. */
export const lookedImages: Readonly<Record<PlaygroundSettings['network'], number>> = {
  dense: 60,
  convolutional: 20,
};

/** How a look summarizes the layers: bins fine enough to be drawn on another scale. */
export const lookOptions = { bins: 400, quantiles: [0.05, 0.5, 0.95] };

/** The first images, at most so many. */
export function firstIndices(count: number, images: number): Uint32Array {
  return Uint32Array.from({ length: Math.min(images, count) }, (_, index) => index);
}
