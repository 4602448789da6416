import * as Plot from '@observablehq/plot';
import type { AccuracyPoint, AccuracySeries } from './accuracy-series';
import { colorClass, partClass } from './chart-style';
import type { LineStyle, Scheme } from './palette';

/** The lines of a network, one a run, each with a dot at its end, or a cross where the network diverged. */
export function lineMarks(series: AccuracySeries, style: LineStyle, scheme: Scheme): Plot.Markish[] {
  const rows = series.runs.flatMap(({ points }, run) => points.map((point) => ({ ...point, run })));
  const alone = series.runs.length === 1;
  const ink = (part: string) => ({
    stroke: style.stroke[scheme],
    className: `${part} ${colorClass.stroke(style)}`,
  });
  const ends = (diverged: boolean) =>
    series.runs.filter((run) => run.diverged === diverged).flatMap((run) => run.points.slice(-1));
  return [
    Plot.line(rows, {
      x: 'step',
      y: 'accuracy',
      z: 'run',
      strokeWidth: alone ? 2.25 : 1.25,
      strokeDasharray: style.dashes,
      strokeLinejoin: 'round',
      strokeOpacity: alone ? 1 : 0.8,
      ...ink(partClass.line),
    }),
    endMark(ends(false), { symbol: 'circle', strokeWidth: 2.5, r: alone ? 1.75 : 1 }, ink(partClass.end)),
    endMark(ends(true), { symbol: 'times', strokeWidth: 2, r: 4.5 }, ink(partClass.end)),
  ];
}

function endMark(points: AccuracyPoint[], look: Plot.DotOptions, ink: Plot.DotOptions): Plot.Markish {
  return Plot.dot(points, { x: 'step', y: 'accuracy', ...look, ...ink });
}
