/** What may happen to images between training and use. */
export const weathers = [
  { value: 'clear', label: 'as trained' },
  { value: 'contrast', label: 'contrast × 0.3' },
  { value: 'fog', label: 'fog' },
  { value: 'inverted', label: 'inverted' },
] as const;

export type Weather = (typeof weathers)[number]['value'];

/**
 * Images, as bytes, under another weather: `contrast` multiplies each pixel by 0.3, `fog` moves it halfway towards white
 * and `inverted` takes it from white.
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
  }
}
