import * as Plot from '@observablehq/plot';
import type { StepQuantiles } from '../data/five-quantiles';
import { axisFont } from '../look/chart-frame';
import { inkOf } from '../look/chart-style';
import type { LineStyle, Scheme } from '../look/palette';
import { bandsMark, crossesMark, endsMark, linesMark } from './line-marks';
import type { ValueAxis } from './value-axis';

/** How a distribution changed over training, in one panel. */
interface DistributionPanel {
  readonly fx: number;
  readonly fy: number;
  readonly axis: ValueAxis;
  readonly style: LineStyle;
  /** In ascending order of the steps. */
  readonly distributions: readonly StepQuantiles[];
}

/**
 * A line at the median, a dark band from the second quantile to the fourth and a light one from the first to the last, up to the
 * first step at which not all are finite, which a cross marks.
 */
export function distributionMarks(panel: DistributionPanel, scheme: Scheme): Plot.Markish[] {
  const { style, distributions } = panel;
  const end = distributions.findIndex(({ quantiles }) => quantiles === null);
  const finite = (end < 0 ? distributions : distributions.slice(0, end)) as Finite[];
  if (finite.length === 0) return [nothingMark(panel, scheme)];
  const look = { style: { ...style, dashes: undefined }, scheme };
  const line = finite.map((one) => point(panel, one));
  const last = line.slice(-1);
  return [
    bandsMark([band(panel, finite, 0, 4)], { style, scheme, opacity: 0.18 }),
    bandsMark([band(panel, finite, 1, 3)], { style, scheme, opacity: 0.34 }),
    linesMark([line], look),
    end < 0 ? endsMark(last, look) : crossesMark(last, look),
  ];
}

type Finite = StepQuantiles & { readonly quantiles: NonNullable<StepQuantiles['quantiles']> };

function point({ fx, fy, axis }: DistributionPanel, { step, quantiles }: Finite) {
  return { fx, fy, x: step, y: axis.at(quantiles[2]) };
}

function band({ fx, fy, axis }: DistributionPanel, finite: readonly Finite[], low: 0 | 1, high: 3 | 4) {
  return finite.map(({ step, quantiles }) => ({
    ...{ fx, fy, x: step },
    low: axis.at(quantiles[low]),
    high: axis.at(quantiles[high]),
  }));
}

function nothingMark({ fx, fy }: DistributionPanel, scheme: Scheme): Plot.Markish {
  return Plot.text([{ fx, fy }], {
    fx: 'fx',
    fy: 'fy',
    text: () => 'not finite',
    frameAnchor: 'middle',
    fontSize: axisFont.fontSize,
    ...inkOf(scheme).quiet,
  });
}
