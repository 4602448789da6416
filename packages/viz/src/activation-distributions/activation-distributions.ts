import { type ChartOptions, checkChartOptions } from '../chart/chart-options';
import type { Chart } from '../chart/chart';
import { lineStyles } from '../chart/palette';
import { distributionMarks } from '../distributions/distribution-marks';
import {
  type FiveQuantiles,
  type FiveShares,
  quantileShares,
  type StepQuantiles,
} from '../distributions/five-quantiles';
import { layerName, layersOf } from '../distributions/layer-name';
import { stepPanels } from '../distributions/step-panels';
import { checkRows, type RowFields } from '../rows/check-rows';
import { checkNetworkRow, networkGroups } from '../rows/network-row';
import { activationAxis } from './activation-axis';
import type { ActivationRow } from './activation-row';
import { activationWords } from './activation-words';

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
 * @throws {TypeError} for rows without the fields of `ActivationRow`
 * @throws {RangeError} for no rows, quantiles that do not ascend, a step twice, and sizes too small
 */
export function activationDistributions(
  rows: readonly ActivationRow[],
  options: ActivationDistributionsOptions = {},
): Chart {
  checkChartOptions(caller, options);
  const { measure = 'Values before the activation', shares = quantileShares } = options;
  checkShares(shares);
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
  throw new RangeError(
    `${caller}: shares must be five numbers between 0 and 1, ascending, with 0.5 in the middle, got ${String(shares)}`,
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
      throw new RangeError(
        `${caller}: rows must have one row for each network, layer and step, ` +
          `got two of '${network}', ${layerName(layer).toLowerCase()}, step ${step}`,
      );
    }
    if (quantiles === null || quantiles.includes(null)) return { step, quantiles: null };
    const five = quantiles as unknown as FiveQuantiles;
    if (five.some((value, at) => value < (five[at - 1] ?? -Infinity))) {
      throw new RangeError(
        `${caller}: quantiles must ascend, got ${five.join(', ')} for '${network}', ` +
          `${layerName(layer).toLowerCase()}, step ${step}`,
      );
    }
    return { step, quantiles: five };
  });
}
