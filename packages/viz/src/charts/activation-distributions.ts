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
import { layerName, layersOf } from '../data/layer-name';
import { checkNetworkRow, networkGroups, type NetworkRow } from '../data/network-row';
import { stepPanels } from '../layouts/step-panels';
import type { Chart, ChartWords } from '../look/chart';
import { type ChartOptions, checkChartOptions, checkText } from '../look/chart-options';
import { lineStyles } from '../look/palette';
import { distributionMarks } from '../marks/distribution-marks';
import { type ValueAxis, valueAxis } from '../marks/value-axis';
import { formatTick } from '../text/format-number';
import { sentences } from '../text/sentences';

/** How the values of one layer are spread at one training step: a row for each network, layer and step. */
export interface ActivationRow extends NetworkRow {
  /** Training steps done, 0 or more. */
  readonly step: number;
  /** The layer, counted (`Layer 1`) or named. */
  readonly layer: number | string;
  /**
   * The quantiles of the values at 5%, 25%, 50%, 75% and 95%, such as `distributionQuantiles` gives, or at the `shares`
   * of the options; `null`, or `null` for any of them, where they are not finite.
   */
  readonly quantiles: readonly (number | null)[] | null;
}

export interface ActivationDistributionsOptions extends ChartOptions {
  /** What was looked at. Default: `Values before the activation`. */
  readonly measure?: string;
  /**
   * The share of the values below each of the quantiles of a row, ascending, with 0.5 in the middle. Default:
   * `[0.05, 0.25, 0.5, 0.75, 0.95]`.
   */
  readonly shares?: FiveShares;
  /**
   * `symlog` gives every power of ten the same height. Default: `symlog` where the widest panel is 30 times as wide as
   * the narrowest or more, else `linear`.
   */
  readonly scale?: 'linear' | 'symlog';
}

const caller = 'activationDistributions';

/**
 * How the values of each layer are spread as training goes, such as those before the activation: a row of panels for
 * each network, a panel for each layer, with a line at the median, a dark band around the middle half of the values and
 * a light one around 90%, or what `shares` says. All panels share one axis.
 *
 * @param rows one for each network, layer and step
 * @throws {ArgumentError} for rows without the fields of `ActivationRow`,
 *   no rows, quantiles that do not ascend, a step twice, and sizes too small
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

/** The distributions of a layer in the order of the steps. */
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

/** Distributions this many times as wide as others leave those no height on a linear axis. */
const tooWide = 30;

/** One axis for all panels, `symlog` unless told otherwise where some distributions are very wide beside others. */
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

/** The words of a chart of activations; a title or subtitle that is given replaces ours. */
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
