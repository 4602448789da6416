import { ArgumentError, checkChoice } from '@bnlab/arguments';
import { extent, nice } from 'd3-array';
import { checkRows, type RowFields } from '../data/check-rows';
import {
  bandsText,
  endText,
  type FiveQuantiles,
  type FiveShares,
  quantileShares,
  type StepQuantiles,
} from '../data/five-quantiles';
import { layerName, layersOf, stepPanels } from '../layouts/step-panels';
import { checkNetworkRow, networkGroups, type NetworkRow } from '../data/network-rows';
import type { Chart, ChartWords } from '../look/chart';
import { type ChartOptions, checkChartOptions, checkText } from '../look/chart-options';
import { lineStyles } from '../look/palette';
import { distributionMarks } from '../marks/distribution-marks';
import { type ValueAxis, valueAxis } from '../marks/value-axis';
import { formatTick } from '../text/format-number';
import { sentences } from '../text/sentences';

/** The distribution of the values of one layer at one training step. One row per network, layer and step. */
export interface ActivationRow extends NetworkRow {
  /** Training step, 0 or more. */
  readonly step: number;
  /** Number of the layer, shown as `Layer 1`, or its name. */
  readonly layer: number | string;
  /**
   * Quantiles at 5%, 25%, 50%, 75% and 95%, as returned by `distributionQuantiles`, or at the `shares` of the options.
   * `null`, or `null` for any of them, where a value is not finite.
   */
  readonly quantiles: readonly (number | null)[] | null;
}

/** Options of `activationDistributions`. */
export interface ActivationDistributionsOptions extends ChartOptions {
  /** Name of the measured values. Default: `Values before the activation`. */
  readonly measure?: string;
  /**
   * The probabilities of the five quantiles of a row: ascending, above 0, below 1, with 0.5 in the middle. Default:
   * `[0.05, 0.25, 0.5, 0.75, 0.95]`.
   */
  readonly shares?: FiveShares;
  /**
   * Scale of the vertical axis. `symlog` gives each power of ten the same height, on both sides of 0. Default: `symlog`
   * if the widest distribution is at least 30 times as wide as the narrowest, otherwise `linear`.
   */
  readonly scale?: 'linear' | 'symlog';
}

const caller = 'activationDistributions';

/**
 * Distributions of layer values over training, for example of the values before the activation: one row of panels per
 * network, one panel per layer. A line marks the median, a dark band the middle 50% of the values, a light band the
 * middle 90%; `shares` sets others. All panels share one vertical axis.
 *
 * @param rows One row per network, layer and step, at least one.
 * @returns The chart, for `drawChart`, `toSvg` or `toPng`.
 * @throws {ArgumentError} if a row or an option is invalid, quantiles do not ascend, a step is given twice, or the width
 *   or height is too small.
 */
export function activationDistributions(
  rows: readonly ActivationRow[],
  options: ActivationDistributionsOptions = {},
): Chart {
  checkChartOptions(caller, options, ['measure', 'shares', 'scale']);
  const { measure = 'Values before the activation', shares = quantileShares } = options;
  checkText(caller, { measure });
  checkShares(shares);
  if (options.scale !== undefined) checkChoice(caller, 'scale', options.scale, ['linear', 'symlog']);
  checkRows(caller, rows, {
    example:
      "{ step: 0, layer: 1, network: 'With Batch Norm', batchNorm: true, quantiles: [-2, -1, 0, 1, 2] }",
    check: checkActivationRow,
  });
  const groups = networkGroups(caller, rows);
  const styles = lineStyles(groups);
  const layers = layersOf(rows);
  const panels = groups.flatMap((group, fy) =>
    layers.map((layer, fx) => ({
      ...{ fx, fy, layer, network: group.network },
      style: styles[fy]!,
      distributions: inSteps(
        group.rows.filter((row) => row.layer === layer),
        group.network,
      ),
    })),
  );
  const { axis, scale } = activationAxis(
    panels.map(({ distributions }) =>
      distributions.flatMap(({ quantiles }) => (quantiles ? [quantiles] : [])),
    ),
    options.scale,
  );
  return stepPanels(caller, {
    words: activationWords(panels, { ...options, measure, scale, shares }),
    width: options.width,
    height: options.height,
    columns: layers.map(layerName),
    rows: groups.map(({ network }, index) => ({ name: network, style: styles[index]!, axis })),
    lastStep: Math.max(1, ...rows.map(({ step }) => step)),
    styles,
    marks: (scheme) => panels.map((panel) => distributionMarks({ ...panel, axis }, scheme)),
  });
}

function checkShares(shares: FiveShares): void {
  const good =
    Array.isArray(shares) &&
    shares.length === 5 &&
    shares[2] === 0.5 &&
    shares.every((share, index) => share > (index > 0 ? shares[index - 1]! : 0) && share < 1);
  if (good) return;
  throw new ArgumentError(
    caller,
    `shares must be five numbers between 0 and 1, ascending, with 0.5 in the middle, got ${String(shares)}`,
  );
}

function checkActivationRow(fields: RowFields): void {
  checkNetworkRow(fields);
  fields.number('step', { min: 0 });
  fields.label('layer');
  fields.numbers('quantiles', {
    length: 5,
    nullable: true,
    hint: 'such as distributionQuantiles gives',
  });
}

/** The distributions of a layer, sorted by step. */
function inSteps(rows: readonly ActivationRow[], network: string): StepQuantiles[] {
  const sorted = [...rows].sort((a, b) => a.step - b.step);
  return sorted.map(({ step, layer, quantiles }, index) => {
    if (sorted[index - 1]?.step === step) {
      throw new ArgumentError(
        caller,
        `rows must have one row for each network, layer and step, ` +
          `got two of '${network}', ${layerName(layer).toLowerCase()}, step ${step}`,
      );
    }
    if (quantiles === null || quantiles.includes(null)) return { step, quantiles: null };
    const five = quantiles as unknown as FiveQuantiles;
    if (five.some((value, at) => value < (five[at - 1] ?? -Infinity))) {
      throw new ArgumentError(
        caller,
        `quantiles must ascend, got ${five.join(', ')} for '${network}', ` +
          `${layerName(layer).toLowerCase()}, step ${step}`,
      );
    }
    return { step, quantiles: five };
  });
}

/** On a linear axis, distributions this many times narrower than others would have no visible height. */
const tooWide = 30;

/** The common axis of all panels. By default `symlog` if some distributions are much wider than others. */
function activationAxis(
  panels: readonly (readonly FiveQuantiles[])[],
  asked: 'linear' | 'symlog' | undefined,
): { readonly axis: ValueAxis; readonly scale: 'linear' | 'symlog' } {
  const widths = panels
    .map((ofPanel) => Math.max(...ofPanel.map((quantiles) => quantiles[4] - quantiles[0])))
    .filter((width) => width > 0 && Number.isFinite(width));
  const uneven = Math.max(...widths) > tooWide * Math.min(...widths);
  const { scale = uneven ? 'symlog' : 'linear' } = { scale: asked };
  const [low = -1, high = 1] = extent(panels.flat(2));
  const room = low === high ? Math.abs(low) || 1 : 0;
  const domain = [low - room, high + room] as const;
  const rounded = scale === 'linear' ? nice(...domain, 4) : domain;
  return { scale, axis: valueAxis({ domain: rounded, scale, tickCount: 5, format: formatTick }) };
}

interface Panel {
  readonly network: string;
  readonly layer: number | string;
  readonly distributions: readonly StepQuantiles[];
}

/** The words of a chart of activations. A given title or subtitle replaces the default. */
function activationWords(
  panels: readonly Panel[],
  options: ActivationDistributionsOptions & {
    readonly measure: string;
    readonly scale: 'linear' | 'symlog';
    readonly shares: FiveShares;
  },
): ChartWords {
  const { measure, scale, shares } = options;
  const { title = `${measure} over training` } = options;
  const axis = scale === 'symlog' ? ', logarithmic away from 0' : '';
  const { subtitle = `line: median, bands: ${bandsText(shares)} of the values${axis}` } = options;
  const told = panels.map(
    ({ network, layer, distributions }) =>
      `${network}, ${layerName(layer)}: ${endText(distributions, shares)}.`,
  );
  return {
    title,
    subtitle,
    description: sentences(`${measure}, by layer.`, ...told, subtitle),
  };
}
