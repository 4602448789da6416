import { ArgumentError } from '@bnlab/arguments';
import * as Plot from '@observablehq/plot';
import { extent, nice } from 'd3-array';
import { checkRows, type RowFields } from '../data/check-rows';
import {
  bandsText,
  distributionQuantiles,
  endText,
  quantileShares,
  type StepQuantiles,
} from '../data/five-quantiles';
import { layerName, layersOf, stepPanels } from '../layouts/step-panels';
import type { Chart, ChartWords } from '../look/chart';
import { inkOf } from '../look/chart-style';
import { type ChartOptions, checkChartOptions } from '../look/chart-options';
import { type LineStyle, type Scheme, withBatchNorm } from '../look/palette';
import { distributionMarks } from '../marks/distribution-marks';
import { valueAxis } from '../marks/value-axis';
import { formatTick } from '../text/format-number';
import { sentences } from '../text/sentences';

/** Gamma and beta of one batch normalization layer at one training step. One row per layer and step. */
export interface GammaBetaRow {
  /** Training step, 0 or more. */
  readonly step: number;
  /** Number of the layer, shown as `Layer 1`, or its name. */
  readonly layer: number | string;
  /** Scale, one value per unit. Left out for a layer without gamma. */
  readonly gamma?: ArrayLike<number>;
  /** Shift, one value per unit. Left out for a layer without beta. */
  readonly beta?: ArrayLike<number>;
}

const caller = 'gammaBeta';

/** The parameters, and their usual initial values. */
const parameters = [
  { parameter: 'gamma', start: 1 },
  { parameter: 'beta', start: 0 },
] as const;

const [style] = withBatchNorm as readonly [LineStyle];

/**
 * Distributions of gamma and beta over the units of each batch normalization layer, over training: one row of panels for
 * gamma and one for beta, one panel per layer. A line marks the median, a dark band the middle 50% of the units, a light
 * band the middle 90%. A rule marks the usual initial value, 1 for gamma and 0 for beta.
 *
 * @param rows One row per layer and step, at least one.
 * @returns The chart, for `drawChart`, `toSvg` or `toPng`.
 * @throws {ArgumentError} if a row or an option is invalid, no row has gamma or beta, a step is given twice, or the width
 *   or height is too small.
 */
export function gammaBeta(rows: readonly GammaBetaRow[], options: ChartOptions = {}): Chart {
  checkChartOptions(caller, options);
  checkRows(caller, rows, {
    example: '{ step: 0, layer: 1, gamma: [1, 1], beta: [0, 0] }',
    check: checkGammaBetaRow,
  });
  const layers = layersOf(rows);
  const kinds = parameters
    .filter(({ parameter }) => rows.some((row) => row[parameter] !== undefined))
    .map((kind) => ({ ...kind, ofLayer: layers.map((layer) => inSteps(rows, layer, kind.parameter)) }));
  if (kinds.length === 0) throw new ArgumentError(caller, `rows must hold gamma or beta, got neither`);

  const panelRows = kinds.map(({ parameter, start, ofLayer }) => {
    const values = ofLayer.flat().flatMap(({ quantiles }) => quantiles ?? []);
    const [low, high] = extent([...values, start]) as [number, number];
    const room = low === high ? 0.5 : 0;
    const domain = nice(low - room, high + room, 4);
    return { name: parameter, start, axis: valueAxis({ domain, tickCount: 4, format: formatTick }) };
  });
  const panels = kinds.flatMap(({ ofLayer }, fy) =>
    ofLayer.map((distributions, fx) => ({ fx, fy, distributions, style, axis: panelRows[fy]!.axis })),
  );
  return stepPanels(caller, {
    words: gammaBetaWords(kinds, { ...options, layers }),
    width: options.width,
    height: options.height,
    columns: layers.map(layerName),
    rows: panelRows,
    lastStep: Math.max(1, ...rows.map(({ step }) => step)),
    styles: [style],
    marks: (scheme) => [
      startsMark(
        panelRows.map(({ start, axis }, fy) => ({ fy, y: axis.at(start) })),
        scheme,
      ),
      panels
        .filter(({ distributions }) => distributions.length > 0)
        .map((panel) => distributionMarks(panel, scheme)),
    ],
  });
}

function checkGammaBetaRow(fields: RowFields): void {
  fields.number('step', { min: 0 });
  fields.label('layer');
  fields.someNumbers('gamma', { optional: true });
  fields.someNumbers('beta', { optional: true });
}

/** A parameter of a layer, sorted by step. */
function inSteps(
  rows: readonly GammaBetaRow[],
  layer: number | string,
  parameter: 'gamma' | 'beta',
): StepQuantiles[] {
  const ofLayer = rows.filter((row) => row.layer === layer).sort((a, b) => a.step - b.step);
  return ofLayer.flatMap(({ step, [parameter]: values }, index) => {
    if (ofLayer[index - 1]?.step === step) {
      throw new ArgumentError(
        caller,
        `rows must have one row for each layer and step, ` +
          `got two of ${layerName(layer).toLowerCase()}, step ${step}`,
      );
    }
    return values === undefined ? [] : [{ step, quantiles: distributionQuantiles(values) }];
  });
}

function startsMark(starts: readonly { fy: number; y: number }[], scheme: Scheme): Plot.Markish {
  return Plot.ruleY(starts, { fy: 'fy', y: 'y', strokeDasharray: '2 3', ...inkOf(scheme).axis });
}

interface Kind {
  readonly parameter: 'gamma' | 'beta';
  readonly start: number;
  readonly ofLayer: readonly (readonly StepQuantiles[])[];
}

/** The words of a chart of gamma and beta. A given title or subtitle replaces the default. */
function gammaBetaWords(
  kinds: readonly Kind[],
  options: ChartOptions & { readonly layers: readonly (number | string)[] },
): ChartWords {
  const names = kinds.map(({ parameter }) => parameter).join(' and ');
  const starts = kinds.map(({ parameter, start }) => `${parameter} ${start}`).join(', ');
  const { title = `How training moves ${names}` } = options;
  const { subtitle = `line: median unit, bands: ${bandsText(quantileShares)}, dotted: ${starts}` } = options;
  const told = kinds.flatMap(({ parameter, ofLayer }) =>
    ofLayer.map((distributions, index) => {
      const layer = layerName(options.layers[index]!);
      return `${parameter} of ${layer}: ${distributions.length > 0 ? endText(distributions, quantileShares) : 'none'}.`;
    }),
  );
  return {
    title,
    subtitle,
    description: sentences(`How ${names} are spread over the units of each layer.`, ...told, subtitle),
  };
}
