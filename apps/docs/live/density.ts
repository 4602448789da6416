/** The scale that all layers of both networks share: from -LIMIT to LIMIT. */
export const LIMIT = 4;
export const CELLS = 160;

/** A distribution on the shared scale: its density in each of {@link CELLS} cells, and the shares that lie off it. */
export interface Density {
  cells: Float32Array;
  below: number;
  above: number;
}

/** A histogram on edges of its own, put on the shared scale: each bin is spread evenly over the cells that it covers. */
export function densityOf({
  from,
  to,
  counts,
}: {
  from: number;
  to: number;
  counts: readonly number[];
}): Density {
  const cells = new Float32Array(CELLS);
  const total = counts.reduce((sum, count) => sum + count, 0);
  // Numbers that are none belong to no bin, and infinite ones to no scale.
  if (total === 0 || !Number.isFinite(to - from)) return { cells, below: 0, above: 1 };
  const cellWidth = (2 * LIMIT) / CELLS;
  // All values may be one; a bin as narrow as that is given a cell.
  const width = Math.max((to - from) / counts.length, 1e-9);
  let [below, above] = [0, 0];
  counts.forEach((count, bin) => {
    if (count === 0) return;
    const share = count / total;
    const low = from + bin * width;
    const high = low + width;
    below += share * fraction(-LIMIT - low, width);
    above += share * fraction(high - LIMIT, width);
    const first = Math.max(0, Math.floor((low + LIMIT) / cellWidth));
    const last = Math.min(CELLS - 1, Math.floor((high + LIMIT) / cellWidth));
    for (let cell = first; cell <= last; cell++) {
      const start = cell * cellWidth - LIMIT;
      const overlap = Math.min(high, start + cellWidth) - Math.max(low, start);
      if (overlap > 0) cells[cell]! += (share * overlap) / width / cellWidth;
    }
  });
  return { cells, below, above };
}

function fraction(part: number, whole: number): number {
  return Math.min(1, Math.max(0, part / whole));
}

/** Between two densities, `t` of the way. */
export function mixDensity(a: Density, b: Density | undefined, t: number): Density {
  if (!b || t === 0) return a;
  const mix = (from: number, to: number) => from + (to - from) * t;
  return {
    cells: a.cells.map((value, cell) => mix(value, b.cells[cell]!)),
    below: mix(a.below, b.below),
    above: mix(a.above, b.above),
  };
}
