import * as Plot from '@observablehq/plot';
import { checkRows } from '../data/check-rows';
import { checkNetworkRow, type NetworkGroup, networkGroups, type NetworkRow } from '../data/network-rows';
import { medianOf } from '../data/spread';
import { panelHeadingMarks, panelsIn } from '../layouts/panels';
import type { Chart, ChartWords } from '../look/chart';
import { axisFont, chartFrame, padding, plotSize } from '../look/chart-frame';
import { inkOf, chartClass, partClass } from '../look/chart-style';
import {
  type ChartOptions,
  checkChartOptions,
  checkHeight,
  checkName,
  checkText,
  checkWidth,
} from '../look/chart-options';
import { lineStyles, type Scheme } from '../look/palette';
import { tickText, xNameMark, yNameMark } from '../marks/axis-marks';
import { cellColor } from '../marks/cell-color';
import { titleMarks } from '../marks/text-mark';
import { formatSetting, formatShare, formatWholeShare } from '../text/format-number';
import { lowerFirst, sentences } from '../text/sentences';
import { textWidth } from '../text/text-layout';

/** The result of one seed for one combination of two settings. One row per network, combination and seed. */
export interface SettingsRow extends NetworkRow {
  /** Value of the setting on the horizontal axis. */
  readonly x: number | string;
  /** Value of the setting on the vertical axis. */
  readonly y: number | string;
  /** Accuracy, 0 to 1. `null` for a run that diverged, which ranks below any accuracy. */
  readonly value: number | null;
}

export interface SettingsHeatMapOptions extends ChartOptions {
  /** Name of the setting `x`, for example `Learning rate`. Required. */
  readonly x: string;
  /** Name of the setting `y`, for example `Initial standard deviation`. Required. */
  readonly y: string;
  /** Name of the measure `value`. Default: `Test accuracy`. */
  readonly measure?: string;
}

interface Cell extends SettingsCell {
  readonly fx: number;
  readonly fy: number;
}

const caller = 'settingsHeatMap';
/** Pixels: between panels, and of a cell at least. */
const gap = 24;
const titleRoom = 30;
const leastCell = { width: 34, height: 18 };

/**
 * Median accuracy over seeds for each combination of two settings: one table per network, with the accuracy as the text
 * and the color of each cell.
 *
 * @param rows One row per network, combination of settings and seed, at least one.
 * @returns The chart, for `drawChart`, `toSvg` or `toPng`.
 * @throws {ArgumentError} if a row or an option is invalid, the name of a setting is missing, an accuracy is outside 0 to
 *   1, or the width or height is too small.
 */
export function settingsHeatMap(rows: readonly SettingsRow[], options: SettingsHeatMapOptions): Chart {
  checkHeatMapOptions(options);
  checkRows(caller, rows, {
    example: "{ x: 0.01, y: 0.05, network: 'With Batch Norm', batchNorm: true, value: 0.96 }",
    check: (fields) => {
      checkNetworkRow(fields);
      fields.label('x');
      fields.label('y');
      fields.number('value', { nullable: true, min: 0, max: 1, hint: 'divide percentages by 100' });
    },
  });
  const { width = 720, measure = 'Test accuracy' } = options;

  const groups = networkGroups(caller, rows).map((group) => ({ ...group, cells: settingsCells(group) }));
  const styles = lineStyles(groups);
  const words = heatMapWords(groups, { ...options, measure });
  const xs = settingValues(rows.map(({ x }) => x));
  const ys = settingValues(rows.map(({ y }) => y));
  // Numbers grow upwards, as on any axis; names read downwards.
  if (ys.every((y) => typeof y === 'number')) ys.reverse();

  const margins = {
    leftMargin: padding + Math.max(...ys.map((y) => textWidth(formatSetting(y), axisFont))) + 10,
    rightMargin: padding,
    headerMargin: 62,
    bottomMargin: 52,
  };
  const room = width - margins.leftMargin - margins.rightMargin;
  const sideBySide = (room - (groups.length - 1) * gap) / groups.length >= xs.length * leastCell.width;
  const [columns, rowCount] = sideBySide ? [groups.length, 1] : [1, groups.length];
  const counts = { columns, rows: rowCount, columnGap: gap, rowGap: titleRoom + 4 };
  checkWidth(caller, width, width - room + xs.length * leastCell.width, `${xs.length} columns`);
  const tables = (cellHeight: number) => rowCount * ys.length * cellHeight + (rowCount - 1) * counts.rowGap;
  const around = chartFrame(words, { width, height: 0, ...margins });
  const { height = around.top + margins.bottomMargin + tables(34) } = options;
  checkHeight(caller, height, around.top + margins.bottomMargin + tables(leastCell.height), 'these rows');

  const frame = chartFrame(words, { width, height, ...margins });
  const panels = panelsIn(frame, counts);
  const place = (index: number) => (sideBySide ? { fx: index, fy: 0 } : { fx: 0, fy: index });
  const cells = groups.flatMap((group, index) => group.cells.map((cell) => ({ ...cell, ...place(index) })));
  const titles = groups.map(({ network }, i) => ({ ...place(i), text: network, style: styles[i]! }));
  const cellWidth = panels.width / xs.length;
  return {
    ...words,
    width,
    height,
    styles,
    plot: (scheme) => ({
      className: chartClass,
      ...plotSize(frame),
      fx: panels.fx,
      fy: panels.fy,
      x: { type: 'band', domain: xs, padding: 0, round: false },
      y: { type: 'band', domain: ys, padding: 0, round: false },
      marks: [
        titleMarks(frame, scheme),
        yNameMark(options.y, frame, scheme, 50),
        xNameMark(options.x, scheme),
        Plot.axisY({ tickFormat: formatSetting, tickPadding: 8, ...tickText(scheme) }),
        Plot.axisX(fittingTicks(xs, cellWidth), {
          tickFormat: formatSetting,
          tickPadding: 9,
          ...tickText(scheme),
        }),
        panelHeadingMarks(titles, scheme, 9),
        cellMarks(cells, { scheme, cellWidth }),
      ],
    }),
  };
}

function checkHeatMapOptions(options: SettingsHeatMapOptions): void {
  checkChartOptions(caller, options, ['x', 'y', 'measure']);
  for (const name of ['x', 'y'] as const) {
    checkName(caller, name, options[name], "say what the setting is, such as 'Learning rate'");
  }
  checkText(caller, { measure: options.measure });
}

/** As many values, evenly, as have room for their names. */
function fittingTicks(values: readonly (number | string)[], cellWidth: number): (number | string)[] {
  const widest = Math.max(...values.map((value) => textWidth(formatSetting(value), axisFont)));
  const stride = Math.max(1, Math.ceil((widest + 6) / cellWidth));
  return values.filter((_, index) => index % stride === 0);
}

function cellMarks(cells: readonly Cell[], { scheme, cellWidth }: { scheme: Scheme; cellWidth: number }) {
  const format = cellWidth < 46 ? formatWholeShare : formatShare;
  const colored = cells.flatMap((cell) =>
    cell.value === null ? [] : [{ ...cell, label: format(cell.value), ...cellColor(cell.value) }],
  );
  const broken = cells.filter(({ value }) => value === null);
  const place = { x: 'x', y: 'y', fx: 'fx', fy: 'fy' } as const;
  const { grid, quiet } = inkOf(scheme);
  return [
    Plot.cell(colored, {
      ...place,
      inset: 0.75,
      fill: { value: 'fill', scale: null },
      className: partClass.cell,
    }),
    Plot.cell(broken, { ...place, inset: 1.25, fill: 'none', ...grid }),
    Plot.text(colored, {
      ...place,
      text: 'label',
      fontSize: axisFont.fontSize,
      fill: { value: 'text', scale: null },
      className: partClass.value,
    }),
    Plot.text(broken, { ...place, text: () => 'failed', fontSize: 10.5, ...quiet }),
  ];
}

/** The results of a network for one combination of two settings. */
interface SettingsCell {
  readonly x: number | string;
  readonly y: number | string;
  readonly seeds: number;
  /** Median over the seeds, or `null` where it falls on seeds that diverged. */
  readonly value: number | null;
}

/** The cells of a network, one for each choice of settings that it has rows of. */
function settingsCells({ rows }: NetworkGroup<SettingsRow>): SettingsCell[] {
  const cells = new Map<string, SettingsRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.x, row.y]);
    const cell = cells.get(key) ?? [];
    cell.push(row);
    cells.set(key, cell);
  }
  return [...cells.values()].map((ofCell) => ({
    x: ofCell[0]!.x,
    y: ofCell[0]!.y,
    seeds: ofCell.length,
    value: medianAccuracy(ofCell.map(({ value }) => value)),
  }));
}

function medianAccuracy(accuracies: readonly (number | null)[]): number | null {
  const median = medianOf(accuracies.map((accuracy) => accuracy ?? -Infinity));
  return Number.isFinite(median) ? median : null;
}

/** The values of a setting in ascending order; names come as they are first met. */
function settingValues(values: readonly (number | string)[]): (number | string)[] {
  const distinct = [...new Set(values)];
  if (distinct.every((value) => typeof value === 'number')) return distinct.sort((a, b) => a - b);
  return distinct;
}

/** The words of a heat map. A given title or subtitle replaces the default. */
function heatMapWords(
  networks: readonly { readonly network: string; readonly cells: readonly SettingsCell[] }[],
  options: ChartOptions & { readonly x: string; readonly y: string; readonly measure: string },
): ChartWords {
  const { x, y, measure } = options;
  const settings = `${lowerFirst(x)} and ${lowerFirst(y)}`;
  const { title = `${measure} by ${settings}` } = options;
  const seeds = [...new Set(networks.flatMap(({ cells }) => cells.map((cell) => cell.seeds)))];
  const count = seeds.length === 1 ? `${seeds[0]} seed${seeds[0] === 1 ? '' : 's'}` : 'the seeds';
  const { subtitle = `median of ${count}` } = options;
  const told = networks.map(({ network, cells }) => `${network}: ${summary(cells, { x, y })}.`);
  const intro = `A table of ${lowerFirst(measure)} by ${settings}, colored by value.`;
  return {
    title,
    subtitle,
    description: sentences(intro, ...told, subtitle),
  };
}

function summary(cells: readonly SettingsCell[], names: { x: string; y: string }): string {
  const measured = cells.flatMap((cell) => (cell.value === null ? [] : [{ ...cell, value: cell.value }]));
  const broken = cells.length - measured.length;
  const failures = broken > 0 ? [`${broken} of ${cells.length} choices broke down`] : [];
  if (measured.length === 0) return failures.join();
  const sorted = measured.sort((a, b) => a.value - b.value);
  const say = ({ value, x, y }: SettingsCell) =>
    `${formatShare(value!)} at ${lowerFirst(names.x)} ${formatSetting(x)} and ` +
    `${lowerFirst(names.y)} ${formatSetting(y)}`;
  return [`best ${say(sorted.at(-1)!)}`, `worst ${say(sorted[0]!)}`, ...failures].join(', ');
}
