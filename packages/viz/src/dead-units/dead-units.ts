import { type ChartOptions, checkChartOptions } from '../chart/chart-options';
import type { Chart } from '../chart/chart';
import { endsMark, linesMark } from '../chart/line-marks';
import { lineStyles } from '../chart/palette';
import { valueAxis } from '../chart/value-axis';
import { layerName, layersOf } from '../distributions/layer-name';
import { stepPanels } from '../distributions/step-panels';
import { checkRows } from '../rows/check-rows';
import { checkNetworkRow, networkGroups } from '../rows/network-row';
import { formatWholeShare } from '../text/format-number';
import { layerLines } from './dead-unit-lines';
import type { DeadUnitsRow } from './dead-units-row';
import { deadUnitPhrases, deadUnitsWords } from './dead-units-words';

const caller = 'deadUnits';
const shareAxis = /* @__PURE__ */ valueAxis({ domain: [0, 1], format: formatWholeShare });

/**
 * The share of the units of each layer that no input makes active, as training goes: a panel for each layer, a line for
 * each network, and for each seed if the rows have seeds.
 *
 * @param rows one for each network, layer, step, and seed
 * @throws {TypeError} for rows without the fields of `DeadUnitsRow`
 * @throws {RangeError} for no rows, shares outside 0 to 1, a step twice, and sizes too small
 */
export function deadUnits(rows: readonly DeadUnitsRow[], options: ChartOptions = {}): Chart {
  checkChartOptions(caller, options);
  checkRows(caller, rows, {
    example: "{ step: 0, layer: 1, network: 'With Batch Norm', batchNorm: true, share: 0.02 }",
    check: (fields) => {
      checkNetworkRow(fields);
      fields.number('step', { min: 0 });
      fields.label('layer');
      fields.number('share', { min: 0, max: 1, hint: 'divide counts by the number of units' });
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
