import * as Plot from '@observablehq/plot';
import { ticks as niceTicks } from 'd3-array';
import { axisFont, type ChartFrame } from '../look/chart-frame';
import { inkOf } from '../look/chart-style';
import type { Scheme } from '../look/palette';
import { textMark } from './text-mark';
import { formatCount } from '../text/format-number';

/** The name of the vertical axis, above its left end: upright, so that it can be read without turning the head. */
export function yNameMark(name: string, frame: ChartFrame, scheme: Scheme, rise = 32): Plot.Markish {
  return textMark([name], { frame, left: 16, top: frame.top - rise }, axisFont, inkOf(scheme).quiet);
}

/** The name of the horizontal axis, in the middle below its ticks. */
export function xNameMark(name: string, scheme: Scheme, drop = 42): Plot.Markish {
  // Plot gives the name of an axis no class, and so no color on a dark page.
  return Plot.text([name], {
    facet: 'super',
    frameAnchor: 'bottom',
    lineAnchor: 'bottom',
    dy: drop,
    fontSize: axisFont.fontSize,
    ...inkOf(scheme).quiet,
  });
}

/** How the ticks of an axis are set. */
export function tickText(scheme: Scheme) {
  return { tickSize: 0, label: null, fontSize: axisFont.fontSize, ...inkOf(scheme).quiet } as const;
}

/** A vertical axis of shares from 0 to 1, with a grid. */
export function shareAxisMarks(scheme: Scheme): Plot.Markish[] {
  const { grid, axis } = inkOf(scheme);
  return [
    Plot.gridY({ ticks: 5, ...grid }),
    Plot.ruleY([0], axis),
    Plot.axisY({ ticks: 5, tickFormat: '.0%', tickPadding: 8, ...tickText(scheme) }),
  ];
}

/** A horizontal axis of training steps, `width` pixels long. */
export function stepAxisMark(scheme: Scheme, width: number): Plot.Markish {
  // A label such as 50,000 wants this much room.
  const ticks = Math.max(2, Math.floor(width / 75));
  return Plot.axisX({ ticks, tickFormat: ',d', tickPadding: 9, ...tickText(scheme) });
}

/**
 * Training steps below panels `width` pixels wide, in the lowest row: the first and the last number stand within their
 * panel, so that they do not touch those of its neighbors.
 */
export function panelStepAxisMarks(
  { lastStep, width, fy }: { lastStep: number; width: number; fy: number },
  scheme: Scheme,
): Plot.Markish[] {
  const steps = niceTicks(0, lastStep, Math.max(1, Math.floor(width / 70)));
  const near = (step: number, place: number) => Math.abs(step - place) < 0.1 * lastStep;
  const anchors = {
    start: steps.filter((step) => near(step, 0)),
    end: steps.filter((step) => near(step, lastStep)),
    middle: steps.filter((step) => !near(step, 0) && !near(step, lastStep)),
  } as const;
  return (['start', 'middle', 'end'] as const).map((textAnchor) =>
    Plot.text(anchors[textAnchor], {
      x: (step: number) => step,
      text: formatCount,
      fy: () => fy,
      frameAnchor: 'bottom',
      lineAnchor: 'top',
      textAnchor,
      dy: 9,
      fontSize: axisFont.fontSize,
      ...inkOf(scheme).quiet,
    }),
  );
}
