import { findSweep, hasFailed, MILESTONES, type RunRecord, type RunSettings } from '@bnlab/experiments';
import {
  activationDistributions,
  networkRows,
  sweepCurve,
  timeToAccuracy,
  timeToAccuracyRows,
  settingsHeatMap,
  type Chart,
  type FiveQuantiles,
} from '@bnlab/viz';
import type { RecordGroup } from './group-records';
import { panelsOf, settingName, settingNumber, sweptAxes } from './swept-axes';

/** A chart is logarithmic where its largest value is so many times the smallest. */
const LOGARITHMIC = 30;

/** The pictures of a sweep: curves over one setting, maps of two, or the way to given accuracies; none for words. */
export function sweepCharts(group: RecordGroup): Chart[] {
  const measure = findSweep(group.preset)?.measure;
  if (measure === 'steps to accuracy') return roadCharts(group);
  if (measure === 'drift') return driftCharts(group);
  const { scaled, panels } = sweptAxes(group);
  const [x, y] = scaled;
  if (x === undefined) return [];
  return panelsOf(group.records, panels).map(({ title, records }) =>
    y === undefined ? curve(records, x, title) : heatMap(records, x, y, title),
  );
}

/** Steps to 80, 90 and 95 %, a chart for each setting. */
function roadCharts({ records, swept }: RecordGroup): Chart[] {
  return panelsOf(records, swept).map(({ title, records: ofPanel }) =>
    timeToAccuracy(timeToAccuracyRows(ofPanel, [...MILESTONES]), { ...SIZE, title: headline(title) }),
  );
}

/** How each layer's values are spread over training, a chart for each setting, of its first seed. */
function driftCharts({ records, swept }: RecordGroup): Chart[] {
  return panelsOf(records, swept).flatMap(({ title, records: [first] }) => {
    const shares = first?.networks[0]?.preactivations?.shares;
    if (!first || shares?.length !== 5) return [];
    const rows = networkRows([first], ({ preactivations }) =>
      preactivations!.layers.flatMap((looks, layer) =>
        looks.map((quantiles, look) => ({
          ...{ layer: layer + 1, quantiles },
          step: preactivations!.steps[look]!,
        })),
      ),
    );
    const measure = 'Values before the activation';
    return [
      activationDistributions(rows, {
        width: 720,
        shares: shares as unknown as FiveQuantiles,
        measure,
        title: headline(title),
      }),
    ];
  });
}

function curve(records: readonly RunRecord[], x: keyof RunSettings, title: string): Chart {
  const rows = networkRows(records, (network, record) => ({
    x: settingNumber(record, x),
    value: network.testAccuracy,
    failed: hasFailed(network),
  }));
  const setting = headline(settingName(x));
  return sweepCurve(rows, {
    ...SIZE,
    setting,
    scale: scaleOf(records, x),
    title: headline(title || setting),
  });
}

function heatMap(
  records: readonly RunRecord[],
  x: keyof RunSettings,
  y: keyof RunSettings,
  title: string,
): Chart {
  const rows = networkRows(records, ({ testAccuracy }, record) => ({
    x: settingNumber(record, x),
    y: settingNumber(record, y),
    value: testAccuracy,
  }));
  const names = { x: headline(settingName(x)), y: headline(settingName(y)) };
  return settingsHeatMap(rows, {
    ...names,
    width: 720,
    title: headline(title || `${names.x} and ${settingName(y)}`),
  });
}

const SIZE = { width: 560 } as const;

function scaleOf(records: readonly RunRecord[], name: keyof RunSettings): 'log' | 'linear' {
  const values = records.map((record) => settingNumber(record, name));
  return Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) >= LOGARITHMIC
    ? 'log'
    : 'linear';
}

function headline(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
