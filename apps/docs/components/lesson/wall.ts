import type { WallEntry } from '../../data/experiment-wall';

/** A network that ends below this has learned nothing: guessing gives 10 %. In thousandths. */
const LEARNED_NOTHING = 150;

export type NetworkName = 'without' | 'with';

/** The middle of numbers; of an even count the upper of the two in the middle. */
export function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** The median over seeds at every step. */
export function medianCurve(runs: readonly (readonly number[])[]): number[] {
  return runs[0]!.map((_, step) => middle(runs.map((run) => run[step]!)));
}

/** How many runs of a network end at guessing. */
export function failures(entry: WallEntry, network: NetworkName): number {
  return entry[network].filter((run) => !(run.at(-1)! >= LEARNED_NOTHING)).length;
}

/** Whether most runs of a network end at guessing. */
export function mostlyFails(entry: WallEntry, network: NetworkName): boolean {
  return failures(entry, network) > entry[network].length / 2;
}

/** A polyline through values, as the `d` of an SVG path. */
export function linePath(
  values: readonly number[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  return values
    .map((value, index) => `${index === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`)
    .join('');
}
