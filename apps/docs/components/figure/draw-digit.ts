/** Draws 28 x 28 bytes in the ink of the page on a transparent ground. */
export function drawDigit(
  context: CanvasRenderingContext2D,
  pixels: Uint8Array,
  { x, y, size, ink }: { x: number; y: number; size: number; ink: string },
): void {
  const cell = document.createElement('canvas');
  cell.width = cell.height = 28;
  const small = cell.getContext('2d')!;
  small.fillStyle = ink;
  small.fillRect(0, 0, 28, 28);
  const image = small.getImageData(0, 0, 28, 28);
  for (let i = 0; i < 784; i++) image.data[4 * i + 3] = pixels[i]!;
  small.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(cell, x, y, size, size);
}
