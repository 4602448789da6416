import { encode } from 'fast-png';

/** Where the images of a grid are within their one picture, in pixels of the picture. */
interface SpriteGrid {
  readonly columns: number;
  /** Width and height of an image. */
  readonly side: number;
  /** From the left edge of an image to that of the next. */
  readonly strideX: number;
  /** From the top of an image to that of the one below. */
  readonly strideY: number;
}

/** Sixteen shades of ink are as many as small images need, and take half the bytes of all 256. */
const shades = 15;

/**
 * One PNG picture, as a data URL, of many small images in a grid: black ink of which the pixels say how much covers
 * whatever is below. One picture is compressed several times as well as hundreds of small ones.
 */
export function spriteUrl(images: readonly ArrayLike<number>[], grid: SpriteGrid): string {
  const { columns, side, strideX, strideY } = grid;
  const [width, height] = [columns * strideX, Math.ceil(images.length / columns) * strideY];
  const data = new Uint8Array(width * height * 2);
  images.forEach((pixels, index) => {
    const left = (index % columns) * strideX;
    const top = Math.floor(index / columns) * strideY;
    const most = isBytes(pixels) ? 255 : 1;
    for (let at = 0; at < side * side; at++) {
      const place = (top + Math.floor(at / side)) * width + left + (at % side);
      data[2 * place + 1] = Math.round((pixels[at]! / most) * shades) * (255 / shades);
    }
  });
  const png = encode({ width, height, data, channels: 2, depth: 8 }, { zlib: { level: 9 } });
  return `data:image/png;base64,${base64(png)}`;
}

/** Whether the values of an image go from 0 to 255. */
export function isBytes(pixels: ArrayLike<number>): boolean {
  return pixels instanceof Uint8Array || pixels instanceof Uint8ClampedArray;
}

function base64(bytes: Uint8Array): string {
  // Function calls take only so many arguments.
  const chunk = 0x4000;
  let text = '';
  for (let at = 0; at < bytes.length; at += chunk) {
    text += String.fromCharCode(...bytes.subarray(at, at + chunk));
  }
  return btoa(text);
}
