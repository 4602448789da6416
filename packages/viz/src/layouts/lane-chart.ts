import * as Plot from '@observablehq/plot';
import type { Chart, ChartWords } from '../look/chart';
import { axisFont, type ChartFrame, chartFrame, padding, plotSize } from '../look/chart-frame';
import { inkOf, labelOf, chartClass, partClass } from '../look/chart-style';
import { checkHeight, checkWidth } from '../look/chart-options';
import type { LineStyle, Scheme } from '../look/palette';
import { nameFont, resultFont } from '../marks/end-labels';
import { titleMarks } from '../marks/text-mark';
import { textWidth, wrapText } from '../text/text-layout';

/** One line of a list: a name on the left, marks, and what they come to on the right. */
export interface Lane {
  readonly name: string;
  /** In one line or more. */
  readonly resultLines: readonly string[];
  readonly style: LineStyle;
}

/** Lanes that belong together, below a heading. */
export interface LaneGroup<Kind extends Lane = Lane> {
  readonly heading: string;
  readonly lanes: readonly Kind[];
}

/** A lane and its place in the list, which is the value of the vertical scale. */
export type PlacedLane<Kind extends Lane> = Kind & { readonly slot: number };

/** A chart that is a list of lanes. */
interface LaneChart<Kind extends Lane> {
  readonly words: ChartWords;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly groups: readonly LaneGroup<Kind>[];
  readonly x: Plot.ScaleOptions;
  /** Room for an axis below the lanes. Default: none. */
  readonly bottomMargin?: number;
  /** Room above the lanes. Default: a little. */
  readonly headerMargin?: number;
  marks(lanes: readonly PlacedLane<Kind>[], scheme: Scheme, frame: ChartFrame): Plot.Markish;
}

/** Pixels: between the texts of a lane and its marks; the marks at least; above a heading. */
const gap = 10;
const leastBox = 72;

/** Lays out a list of lanes. */
export function laneChart<Kind extends Lane>(caller: string, chart: LaneChart<Kind>): Chart {
  const { words, groups, bottomMargin = padding, headerMargin = 14 } = chart;
  const { width = 720 } = chart;
  const all = groups.flatMap(({ lanes }) => lanes);
  const names = all.map(({ name }) => wrapText(name, { maxWidth: 0.34 * width, ...axisFont }));
  const nameWidth = Math.max(...names.flat().map((line) => textWidth(line, axisFont)));
  const results = all.flatMap(({ resultLines }) => resultLines);
  const resultWidth = Math.max(0, ...results.map((line) => textWidth(line, resultFont)));
  const leftMargin = padding + nameWidth + gap;
  const rightMargin = resultWidth + gap + padding;
  checkWidth(caller, width, leftMargin + leastBox + rightMargin, 'these names and numbers');

  const lines = Math.max(
    ...[...names, ...all.map(({ resultLines }) => resultLines)].map(({ length }) => length),
  );
  const slots = placed(groups);
  const margins = { leftMargin, rightMargin, headerMargin, bottomMargin };
  const around = chartFrame(words, { width, height: 0, ...margins }).top + bottomMargin;
  const heightOf = (slot: number) => around + slots.count * slot;
  const { height = Math.ceil(heightOf(12 + lines * axisFont.lineHeight)) } = chart;
  checkHeight(caller, height, heightOf(4 + lines * axisFont.lineHeight), 'these lanes');

  const frame = chartFrame(words, { width, height, ...margins });
  const domain = Array.from({ length: slots.count }, (_, index) => index);
  return {
    ...words,
    width,
    height,
    styles: all.map(({ style }) => style),
    plot: (scheme) => ({
      className: chartClass,
      ...plotSize(frame),
      x: chart.x,
      y: { type: 'band', domain, padding: 0.16, round: false, axis: null },
      marks: [
        titleMarks(frame, scheme),
        headingsMark(slots.headings, { frame, scheme }),
        chart.marks(slots.lanes, scheme, frame),
        slots.lanes.map((lane, index) => laneTexts(lane, names[index]!, scheme)),
      ],
    }),
  };
}

function placed<Kind extends Lane>(groups: readonly LaneGroup<Kind>[]) {
  const lanes: PlacedLane<Kind>[] = [];
  const headings: { slot: number; text: string }[] = [];
  let count = 0;
  for (const { heading, lanes: ofGroup } of groups) {
    if (heading !== '') headings.push({ slot: count++, text: heading });
    for (const lane of ofGroup) lanes.push({ ...lane, slot: count++ });
  }
  return { lanes, headings, count };
}

function headingsMark(
  headings: readonly { slot: number; text: string }[],
  { frame, scheme }: { frame: ChartFrame; scheme: Scheme },
): Plot.Markish {
  const { text } = inkOf(scheme);
  return Plot.text(headings, {
    y: 'slot',
    text: 'text',
    frameAnchor: 'left',
    textAnchor: 'start',
    dx: padding - frame.left,
    dy: 4,
    fontSize: nameFont.fontSize,
    fontWeight: 'bold',
    ...text,
    className: `${partClass.panel} ${text.className}`,
  });
}

function laneTexts<Kind extends Lane>(
  { slot, resultLines, style }: PlacedLane<Kind>,
  nameLines: readonly string[],
  scheme: Scheme,
): Plot.Markish[] {
  const { text } = inkOf(scheme);
  const side = {
    y: () => slot,
    fontSize: axisFont.fontSize,
    lineHeight: axisFont.lineHeight / axisFont.fontSize,
  };
  return [
    Plot.text([nameLines.join('\n')], {
      ...side,
      frameAnchor: 'left',
      textAnchor: 'end',
      dx: -gap,
      ...labelOf(style, scheme, partClass.name),
    }),
    Plot.text([resultLines.join('\n')], {
      ...side,
      frameAnchor: 'right',
      textAnchor: 'start',
      dx: gap,
      ...text,
      className: `${partClass.result} ${text.className}`,
    }),
  ];
}
