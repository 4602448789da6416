import { checkOptions } from '@bnlab/arguments';
import type { RunRecord } from '../data/run-record';
import type { DrawOptions } from '../draw/draw-options';
import { svgAs, toSvgOptionNames } from '../draw/to-svg';
import { accuracyChartAs, type AccuracyOptions, accuracyOptionNames } from './accuracy-chart';

export interface AccuracySvgOptions extends AccuracyOptions, DrawOptions {}

/**
 * Draws `accuracyChart` as the text of a self-contained SVG file. The same records and options always give the same
 * text.
 *
 * @param records run records of one preset, at least one
 * @throws what `accuracyChart` and `toSvg` throw
 */
export function accuracySvg(records: readonly RunRecord[], options: AccuracySvgOptions = {}): string {
  const caller = 'accuracySvg';
  checkOptions(caller, options, [...accuracyOptionNames, ...toSvgOptionNames]);
  const { colorScheme, id, ...ofChart } = options;
  return svgAs(caller, accuracyChartAs(caller, records, ofChart), { colorScheme, id });
}
