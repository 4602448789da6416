/** A place in a drawing, in pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * Sets squares on a line, each above its value: as low as it can stand without touching one to its left.
 *
 * @param xs the middle of each square, in pixels
 * @param size the side of a square
 * @param floor the line that they stand on
 * @returns the middle of each square, in the order of `xs`; `x` is never changed
 */
export function swarm(xs: readonly number[], size: number, floor: number): Place[] {
  const order = xs.map((_, index) => index).sort((a, b) => xs[a]! - xs[b]!);
  const placed: { readonly x: number; readonly rise: number }[] = [];
  const places = new Array<Place>(xs.length);
  for (const index of order) {
    const x = xs[index]!;
    const near = placed.filter((other) => x - other.x < size);
    let rise = 0;
    for (const other of [...near].sort((a, b) => a.rise - b.rise)) {
      if (Math.abs(other.rise - rise) < size) rise = other.rise + size;
    }
    placed.push({ x, rise });
    places[index] = { x, y: floor - rise - size / 2 };
  }
  return places;
}

/** A swarm whose squares are as large as they can be, up to `size`, for the highest to stay below `ceiling`. */
export function fittingSwarm(
  xs: readonly number[],
  { size, floor, ceiling }: { size: number; floor: number; ceiling: number },
): { readonly size: number; readonly places: Place[] } {
  const places = swarm(xs, size, floor);
  const isHigh = places.some(({ y }) => y - size / 2 < ceiling);
  return isHigh && size > 6 ? fittingSwarm(xs, { size: size * 0.94, floor, ceiling }) : { size, places };
}
