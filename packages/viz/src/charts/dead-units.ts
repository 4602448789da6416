import { ArgumentError } from '@bnlab/arguments';
import { checkRows } from '../data/check-rows';
import { layerName, layersOf, stepPanels } from '../layouts/step-panels';
import { checkNetworkRow, type NetworkGroup, networkGroups, type NetworkRow } from '../data/network-rows';
import { medianOf } from '../data/spread';
import type { Chart, ChartWords } from '../look/chart';
import { type ChartOptions, checkChartOptions } from '../look/chart-options';
import { lineStyles } from '../look/palette';
import { endsMark, type LinePoint, linesMark } from '../marks/line-marks';
import { valueAxis } from '../marks/value-axis';
import { formatShare, formatWholeShare } from '../text/format-number';
import { sentences } from '../text/sentences';

/** The share of dead units of one layer at one training step. One row per network, layer, step and seed. */
export interface DeadUnitsRow extends NetworkRow {
  /** Training step, 0 or more. */
  readonly step: number;
  /** Number of the layer, shown as `Layer 1`, or its name. */
  readonly layer: number | string;
  /** Share of the units that are inactive for all inputs, 0 to 1. */
  readonly value: number;
  /** Seed of the run, for rows of several runs. */
  readonly seed?: number | string;
}

const caller = 'deadUnits';
const shareAxis = /* @__PURE__ */ valueAxis({ domain: [0, 1], format: formatWholeShare });

/**
 * Share of dead units, which are inactive for all inputs, over training: one panel per layer, one line per network and
 * seed.
 *
 * @param rows One row per network, layer, step and seed, at least one.
 * @returns The chart, for `drawChart`, `toSvg` or `toPng`.
 * @throws {ArgumentError} if a row or an option is invalid, a step is given twice, or the width or height is too small.
 */
export function deadUnits(rows: readonly DeadUnitsRow[], options: ChartOptions = {}): Chart {
  checkChartOptions(caller, options);
  checkRows(caller, rows, {
    example: "{ step: 0, layer: 1, network: 'With Batch Norm', batchNorm: true, value: 0.02 }",
    check: (fields) => {
      checkNetworkRow(fields);
      fields.number('step', { min: 0 });
      fields.label('layer');
      fields.number('value', { min: 0, max: 1, hint: 'divide counts by the number of units' });
    },
  });
  const layers = layersOf(rows);
  const groups = networkGroups(caller, rows).map((group) => ({
    network: group.network,
    batchNorm: group.batchNorm,
    layers: layerLines(caller, group, layers),
  }));
  const styles = lineStyles(groups);
  return stepPanels(caller, {
    words: deadUnitsWords(groups, options),
    width: options.width,
    height: options.height,
    columns: layers.map(layerName),
    rows: [{ name: '', axis: shareAxis }],
    lastStep: Math.max(1, ...rows.map(({ step }) => step)),
    styles,
    series: groups.map((group, index) => {
      const { lines, last } = group.layers.at(-1)!;
      const furthest = Math.max(...lines.map((line) => line.at(-1)!.x));
      return {
        name: group.network,
        phrases: deadUnitPhrases(group.layers),
        style: styles[index]!,
        end: last === undefined ? undefined : { x: furthest, y: last },
      };
    }),
    marks: (scheme) =>
      groups.map((group, index) => {
        const lines = group.layers.flatMap((layer) => layer.lines);
        const thin = group.layers.some((layer) => layer.lines.length > 1);
        const look = { style: styles[index]!, scheme, thin };
        return [
          linesMark(lines, look),
          endsMark(
            lines.flatMap((line) => line.slice(-1)),
            look,
          ),
        ];
      }),
  });
}

/** The shares of dead units of one layer of a network. */
interface LayerLines {
  readonly layer: number | string;
  /** A line for each seed: shares against steps. */
  readonly lines: readonly (readonly LinePoint[])[];
  /** The median over the seeds of the last share of each; undefined for a layer without rows. */
  readonly last: number | undefined;
}

/** The lines of each layer of a network, in panels from left to right. */
function layerLines(
  caller: string,
  { network, rows }: NetworkGroup<DeadUnitsRow>,
  layers: readonly (number | string)[],
): LayerLines[] {
  return layers.map((layer, fx) => {
    const ofLayer = rows.filter((row) => row.layer === layer);
    const seeds = [...new Set(ofLayer.map(({ seed }) => seed))];
    const lines = seeds.map((seed) => {
      const sorted = ofLayer.filter((row) => row.seed === seed).sort((a, b) => a.step - b.step);
      checkDistinct(caller, sorted, network);
      return sorted.map(({ step, value }) => ({ x: step, y: value, fx, fy: 0 }));
    });
    const last = lines.length > 0 ? medianOf(lines.map((line) => line.at(-1)!.y)) : undefined;
    return { layer, lines, last };
  });
}

function checkDistinct(caller: string, sorted: readonly DeadUnitsRow[], network: string): void {
  const twice = sorted.find(({ step }, index) => sorted[index - 1]?.step === step);
  if (twice === undefined) return;
  throw new ArgumentError(
    caller,
    `rows must have one row for each network, layer, step and seed, got two of '${network}', ` +
      `${layerName(twice.layer).toLowerCase()}, step ${twice.step}; give rows of several runs a seed`,
  );
}

/** Labels say every layer of up to this many, and the range of more. */
const mostTold = 4;

/** Where the lines of a network ended, layer by layer. */
function deadUnitPhrases(layers: readonly LayerLines[]): string[] {
  const ends = layers.flatMap(({ layer, last }) => (last === undefined ? [] : [{ layer, last }]));
  if (ends.length === 1) return [formatShare(ends[0]!.last)];
  if (ends.length <= mostTold)
    return ends.map(({ layer, last }) => `${formatShare(last)} in ${layerName(layer).toLowerCase()}`);
  const shares = ends.map(({ last }) => last);
  return [`${formatShare(Math.min(...shares))} to ${formatShare(Math.max(...shares))}`];
}

/** The words of a chart of dead units. A given title or subtitle replaces the default. */
function deadUnitsWords(
  networks: readonly { readonly network: string; readonly layers: readonly LayerLines[] }[],
  options: ChartOptions,
): ChartWords {
  const { title = 'Share of dead units over training' } = options;
  const thin = networks.some(({ layers }) => layers.some(({ lines }) => lines.length > 1));
  const { subtitle = `units inactive for all inputs${thin ? ', one line per seed' : ''}` } = options;
  const told = networks.map(({ network, layers }) => {
    const ends = layers.flatMap(({ layer, last }) =>
      last === undefined ? [] : [`${layerName(layer)} ${formatShare(last)}`],
    );
    return `${network}: at the end ${ends.join(', ')}.`;
  });
  const intro = 'Lines of the share of dead units against training steps, a panel for each layer.';
  return {
    title,
    subtitle,
    description: sentences(intro, ...told, subtitle),
  };
}
