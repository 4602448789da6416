/** What may happen to images between training and use. */
export const weathers = [
  { value: 'clear', label: 'as trained' },
  { value: 'contrast', label: 'contrast × 0.3' },
  { value: 'fog', label: 'fog' },
  { value: 'inverted', label: 'inverted' },
  { value: 'noise', label: 'noise' },
] as const;

export type Weather = (typeof weathers)[number]['value'];

/** The most that noise moves a pixel, in either direction. */
const NOISE = 128;

/**
 * Images, as bytes, under another weather: `contrast` multiplies each pixel by 0.3, `fog` moves it halfway towards white,
 * `inverted` takes it from white, and `noise` adds a number from -128 to 127, all as likely, and the same one to the
 * same place of the array at each call.
 */
export function inWeather(pixels: Uint8Array, weather: Weather): Uint8Array {
  switch (weather) {
    case 'clear':
      return pixels.slice();
    case 'contrast':
      return pixels.map((pixel) => Math.round(0.3 * pixel));
    case 'fog':
      return pixels.map((pixel) => Math.round((pixel + 255) / 2));
    case 'inverted':
      return pixels.map((pixel) => 255 - pixel);
    case 'noise':
      return pixels.map((pixel, index) => Math.max(0, Math.min(255, pixel + scatter(index) - NOISE)));
  }
}

/** A byte that looks random, by its place alone: the last round of MurmurHash3. */
function scatter(index: number): number {
  let hash = index + 1;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) & 255;
}
