interface Block {
  sum: number;
  count: number;
}

/**
 * Moves boxes on a line as little as it takes for none to overlap another.
 *
 * Minimizes sum((c[i] - centers[i])^2) over the centers c, with the boxes in the order of their wanted centers, each at
 * its size and all within `[low, high]`. With the sizes of the boxes before it taken off every center, what is left
 * to find is the ascending sequence nearest to the wanted one: isotonic regression, solved by pooling neighbors that
 * are out of order into blocks at their mean. Clamping that solution solves the bounded problem.
 *
 * @param centers where the boxes want their centers
 * @param sizes how long each box is, the gap to its neighbors included
 * @param low the least place a box may reach
 * @param high the greatest place a box may reach; at least `low` plus the sum of `sizes`, or boxes reach past it
 * @returns the center of each box, in the order of the arguments
 */
export function spreadApart(
  centers: readonly number[],
  sizes: readonly number[],
  { low, high }: { low: number; high: number },
): number[] {
  const order = centers.map((_, index) => index).sort((a, b) => centers[a]! - centers[b]!);
  const offsets = stackedCenters(order.map((index) => sizes[index]!));
  const wanted = order.map((index, rank) => centers[index]! - offsets[rank]!);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const result = new Array<number>(centers.length);
  nearestAscending(wanted).forEach((start, rank) => {
    const within = Math.max(low, Math.min(high - total, start));
    result[order[rank]!] = within + offsets[rank]!;
  });
  return result;
}

/** The centers of boxes that stand one on another from 0. */
function stackedCenters(sizes: readonly number[]): number[] {
  let end = 0;
  return sizes.map((size) => {
    end += size;
    return end - size / 2;
  });
}

function nearestAscending(values: readonly number[]): number[] {
  const blocks: Block[] = [];
  for (const value of values) {
    let last: Block = { sum: value, count: 1 };
    for (let before = blocks.at(-1); before && mean(before) >= mean(last); before = blocks.at(-1)) {
      blocks.pop();
      last = { sum: before.sum + last.sum, count: before.count + last.count };
    }
    blocks.push(last);
  }
  return blocks.flatMap((block) => new Array<number>(block.count).fill(mean(block)));
}

function mean({ sum, count }: Block): number {
  return sum / count;
}
