import type { AccuracySeries } from '../accuracy/accuracy-series';
import { formatShare } from '../text/format-number';
import { type Spread, spreadOf } from '../statistics/spread';

/** How the accuracies of the seeds are spread at one training step. */
export interface SeedSpread extends Spread {
  readonly step: number;
  /** How many seeds there are. */
  readonly count: number;
}

/** The spread over the runs of a network at each step, of those that had not diverged by then. */
export function seedSpreads({ runs }: AccuracySeries): SeedSpread[] {
  return longest(runs.map((run) => run.points)).map(({ x: step }, index) => {
    const accuracies = runs.flatMap((run) => run.points.slice(index, index + 1)).map(({ y }) => y);
    return { step, count: accuracies.length, ...spreadOf(accuracies) };
  });
}

/** Where the bands of a network end, in a few words: `97.4%, median of 5` and `96.9% to 97.8%`. */
export function spreadPhrases({ runs }: AccuracySeries, spreads: readonly SeedSpread[]): string[] {
  const diverged = runs.filter((run) => run.diverged).length;
  const last = spreads.at(-1);
  if (last === undefined) return diverged > 0 ? ['diverged from the start'] : [];
  const median = formatShare(last.median);
  return [
    ...(last.count > 1 ? [`${median}, median of ${last.count}`, rangeText(last)] : [median]),
    ...(diverged > 0 ? [`${diverged} of ${runs.length} diverged`] : []),
  ];
}

function rangeText({ min, max }: Spread): string {
  return `${formatShare(min)} to ${formatShare(max)}`;
}

/** Refuses runs of a network that were measured at other steps than its longest: no spread can be taken of them. */
export function checkSameSteps(caller: string, series: readonly AccuracySeries[]): void {
  for (const { name, runs } of series) {
    const steps = longest(runs.map((run) => run.points)).map(({ x }) => x);
    for (const { points } of runs) {
      const other = points.find(({ x }, index) => x !== steps[index]);
      if (other === undefined) continue;
      throw new RangeError(
        `${caller}: records must measure a network at the same steps for every seed, got step ${other.x} where ` +
          `another record has ${steps[points.indexOf(other)]}, of '${name}'; accuracyChart draws such records`,
      );
    }
  }
}

function longest<Points extends readonly unknown[]>(lists: readonly Points[]): Points {
  return lists.reduce((best, list) => (list.length > best.length ? list : best));
}
