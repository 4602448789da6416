/** Side of the images that the networks learned from, and of the square that their digits fill. */
const SIDE = 28;
const DIGIT = 20;

/**
 * Makes of a drawing what MNIST's makers made of theirs: the ink is scaled to fit 20 x 20 pixels with its proportions
 * kept, and placed so that its center of mass is the center of 28 x 28.
 *
 * @param ink Gray values row by row, 0 where nothing is drawn, 255 at most.
 * @param width Pixels a row.
 * @returns 28 x 28 bytes; all zero for an empty drawing.
 */
export function centerDrawing(ink: Uint8Array, width: number): Uint8Array {
  const box = inkBox(ink, width);
  if (!box) return new Uint8Array(SIDE * SIDE);
  const scale = DIGIT / Math.max(box.right - box.left, box.bottom - box.top);
  const mass = centerOfMass(ink, width, box);
  const pixels = new Uint8Array(SIDE * SIDE);
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      // The part of the drawing that this pixel stands for; row 14 and column 14 begin at the center of mass.
      const left = mass.x + (column - SIDE / 2) / scale;
      const top = mass.y + (row - SIDE / 2) / scale;
      pixels[row * SIDE + column] = Math.round(averageInk(ink, width, left, top, 1 / scale));
    }
  }
  return pixels;
}

interface Box {
  left: number;
  top: number;
  /** One beyond the last. */
  right: number;
  bottom: number;
}

function inkBox(ink: Uint8Array, width: number): Box | undefined {
  const box = { left: Infinity, top: Infinity, right: 0, bottom: 0 };
  ink.forEach((value, index) => {
    if (value === 0) return;
    const [x, y] = [index % width, Math.floor(index / width)];
    box.left = Math.min(box.left, x);
    box.top = Math.min(box.top, y);
    box.right = Math.max(box.right, x + 1);
    box.bottom = Math.max(box.bottom, y + 1);
  });
  return box.right > 0 ? box : undefined;
}

function centerOfMass(ink: Uint8Array, width: number, { left, top, right, bottom }: Box) {
  let [sum, x, y] = [0, 0, 0];
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const value = ink[row * width + column]!;
      sum += value;
      x += value * (column + 0.5);
      y += value * (row + 0.5);
    }
  }
  return { x: x / sum, y: y / sum };
}

/** The average of a square; what lies outside the drawing is empty. */
function averageInk(ink: Uint8Array, width: number, left: number, top: number, side: number): number {
  const height = ink.length / width;
  const [firstRow, lastRow] = [Math.max(0, Math.floor(top)), Math.min(height, Math.ceil(top + side))];
  const [firstColumn, lastColumn] = [Math.max(0, Math.floor(left)), Math.min(width, Math.ceil(left + side))];
  let sum = 0;
  for (let row = firstRow; row < lastRow; row++) {
    const high = Math.min(row + 1, top + side) - Math.max(row, top);
    for (let column = firstColumn; column < lastColumn; column++) {
      const wide = Math.min(column + 1, left + side) - Math.max(column, left);
      sum += ink[row * width + column]! * high * wide;
    }
  }
  return sum / (side * side);
}
