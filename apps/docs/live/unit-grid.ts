import type { StageColumns, UnitPlace } from './stage-layout';

/** Where the units of a layer of one network stand: squares of `cell` pixels, `across` of them in a row. */
export interface UnitGrid {
  left: number;
  top: number;
  cell: number;
  across: number;
}

const LARGEST = 230;
/** From the middle of a column, where it is wide enough. */
const GAP = 6;

/** The grid of a layer: on the left of its column without batch norm (network 0), on the right with it (1). */
export function unitGrid(
  { column, inner, top, center }: StageColumns,
  { layer, network, units }: { layer: number; network: 0 | 1; units: number },
): UnitGrid {
  const across = Math.ceil(Math.sqrt(units));
  const gap = Math.min(GAP, column * 0.05);
  const size = Math.min(column * 0.44, inner - GAP, LARGEST);
  return {
    left: center(layer) + (network === 1 ? gap : -gap - size),
    top: top + (inner - size) / 2,
    cell: size / across,
    across,
  };
}

/** The unit at a place of the drawing; `widths` has the units of each layer. */
export function unitAt(
  columns: StageColumns,
  widths: readonly number[],
  { x, y }: { x: number; y: number },
): UnitPlace | undefined {
  const layer = Math.floor((x - columns.left) / columns.column);
  const units = widths[layer];
  if (units === undefined) return undefined;
  for (const network of [0, 1] as const) {
    const { left, top, cell, across } = unitGrid(columns, { layer, network, units });
    const [column, row] = [Math.floor((x - left) / cell), Math.floor((y - top) / cell)];
    const unit = row * across + column;
    if (column >= 0 && column < across && row >= 0 && unit < units) return { layer, unit };
  }
  return undefined;
}
