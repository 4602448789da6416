import { CELLS } from './density';

/** Where a share `along` of the value axis and a height in [0, 1] are on the canvas. */
type Place = (along: number, height: number) => [number, number];

/** Any density in [0, 1): a unit normal comes to over a half, and no spike leaves its row. */
const soften = (density: number) => density / (density + 0.36);

/** Neighbors lend their weight, so that a tail of single values is one line. */
function smooth(cells: Float32Array): Float32Array {
  const at = (cell: number) => cells[Math.max(0, Math.min(cells.length - 1, cell))]!;
  return cells.map((_, i) => (at(i - 2) + 2 * at(i - 1) + 3 * at(i) + 2 * at(i + 1) + at(i + 2)) / 9);
}

/** The outline of a density: heights in [0, 1). */
export function ridgeOf(cells: Float32Array): Float32Array {
  return smooth(cells).map(soften);
}

interface Look {
  color: string;
  isDashed: boolean;
}

function drawDensity(
  context: CanvasRenderingContext2D,
  cells: Float32Array,
  { color, isDashed }: Look,
  place: Place,
): void {
  const dense = smooth(cells);
  const point = (i: number) => place((i + 0.5) / dense.length, soften(dense[i]!));
  context.beginPath();
  context.moveTo(...place(0, 0));
  dense.forEach((_, i) => context.lineTo(...point(i)));
  context.lineTo(...place(1, 0));
  context.closePath();
  context.globalAlpha = 0.24;
  context.fillStyle = color;
  context.fill();
  context.globalAlpha = 1;
  strokeWhereThereIsSomething(context, dense, place, point);
  context.strokeStyle = color;
  context.lineWidth = 1.8;
  context.lineJoin = 'round';
  context.setLineDash(isDashed ? [5, 3] : []);
  context.stroke();
  context.setLineDash([]);
}

function strokeWhereThereIsSomething(
  context: CanvasRenderingContext2D,
  dense: Float32Array,
  place: Place,
  point: (i: number) => [number, number],
): void {
  context.beginPath();
  let isDrawing = false;
  dense.forEach((value, i) => {
    const isThere = value > 4e-4;
    if (isThere && !isDrawing) context.moveTo(...place((i - 0.5) / dense.length, 0));
    if (isThere) context.lineTo(...point(i));
    else if (isDrawing) context.lineTo(...place((i + 0.5) / dense.length, 0));
    isDrawing = isThere;
  });
}

/** The cells between two values, for a scale that is a part of the shared one. */
export function cropCells(
  cells: Float32Array,
  limit: number,
  [low, high]: readonly [number, number],
): Float32Array {
  const index = (value: number) => Math.round(((value + limit) / (2 * limit)) * CELLS);
  return cells.subarray(index(low), index(high));
}

/** Half a violin: the values upwards, the density to one side. */
export function drawViolinHalf(
  context: CanvasRenderingContext2D,
  cells: Float32Array,
  look: Look,
  { x, top, height, width, side }: { x: number; top: number; height: number; width: number; side: -1 | 1 },
): void {
  drawDensity(context, cells, look, (along, size) => [x + side * size * width, top + (1 - along) * height]);
}

/** A ridge: the values to the right, the density upwards. */
export function drawRidge(
  context: CanvasRenderingContext2D,
  cells: Float32Array,
  look: Look,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): void {
  drawDensity(context, cells, look, (along, size) => [x + along * width, y - size * height]);
}
