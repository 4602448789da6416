import { sweepCurve, type Chart } from '@bnlab/viz';
import type { RunRecord } from '../record/run-record';
import { hasFailed } from '../sweep/summarize-sweep';
import type { RunSettings } from '../record/run-settings';
import type { RecordGroup } from './group-records';
import { panelsOf, settingName, settingNumber, sweptAxes } from './swept-axes';

/** A chart is logarithmic where its largest value is so many times the smallest. */
const LOGARITHMIC = 30;

/** The pictures of a sweep: curves over one setting, maps of two, or the way to given accuracies; none for words. */
export function sweepCharts(group: RecordGroup): Chart[] {
  const { scaled, panels } = sweptAxes(group);
  const [x, y] = scaled;
  if (x === undefined || y !== undefined) return [];
  return panelsOf(group.records, panels).map(({ title, records }) => curve(records, x, title));
}

function curve(records: readonly RunRecord[], x: keyof RunSettings, title: string): Chart {
  const rows = records.flatMap((record) =>
    record.networks.map((network) => ({
      x: settingNumber(record, x),
      network: network.name,
      batchNorm: network.batchNorm,
      value: network.testAccuracy,
      failed: hasFailed(network),
    })),
  );
  const setting = headline(settingName(x));
  return sweepCurve(rows, {
    ...SIZE,
    setting,
    scale: scaleOf(records, x),
    title: headline(title || setting),
  });
}

const SIZE = { width: 560, height: 420 } as const;

function scaleOf(records: readonly RunRecord[], name: keyof RunSettings): 'log' | 'linear' {
  const values = records.map((record) => settingNumber(record, name));
  return Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) >= LOGARITHMIC
    ? 'log'
    : 'linear';
}

function headline(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
