import type { ChartWords } from '../chart/chart';
import type { Lane, LaneGroup } from '../lanes/lane-chart';
import { formatCount, formatNumber } from '../text/format-number';
import type { EngineSpeed } from './engine-speeds';
import type { StepsPerSecondOptions } from './steps-per-second-bars';
import { sentences } from '../text/sentences';

/** A speed, and how many times that of the baseline it is: `1,069 (12×)`. */
export function speedText({ median }: EngineSpeed, base: number | undefined): string {
  const speed = median >= 100 ? formatCount(median) : formatNumber(median);
  if (base === undefined) return speed;
  const ratio = median / base;
  return `${speed} (${ratio >= 10 ? formatCount(ratio) : ratio.toFixed(1)}×)`;
}

/** The words of a chart of speeds; a title or subtitle that is given replaces ours. */
export function stepsPerSecondWords(
  groups: readonly LaneGroup<Lane & EngineSpeed>[],
  options: StepsPerSecondOptions,
): ChartWords {
  const { title = 'Training steps a second', baseline } = options;
  const repeated = groups.some(({ lanes }) => lanes.some(({ count }) => count > 1));
  const reading = [
    ...(repeated ? ['bar: median, line: least to greatest'] : []),
    ...(baseline === undefined ? [] : [`×: times ${baseline}`]),
    ...(groups.length > 1 ? ['each workload has its own scale'] : []),
  ];
  const { subtitle = reading.join(' · ') } = options;
  const told = groups.map(({ heading, lanes }) => {
    const speeds = lanes.map(({ name, resultLines }) => `${name} ${resultLines.join()}`).join(', ');
    return heading === '' ? `${speeds}.` : `${heading}: ${speeds}.`;
  });
  return {
    title,
    subtitle,
    description: sentences('Bars of training steps a second.', ...told, subtitle),
  };
}
