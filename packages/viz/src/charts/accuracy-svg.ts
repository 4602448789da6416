import { checkOptions } from '@bnlab/arguments';
import type { RunRecord } from '../data/run-record';
import type { DrawOptions } from '../draw/draw-chart';
import { svgAs, toSvgOptionNames } from '../draw/to-svg';
import { accuracyChartAs, type AccuracyOptions, accuracyOptionNames } from './accuracy-chart';

/** Options of `accuracySvg`. */
export interface AccuracySvgOptions extends AccuracyOptions, DrawOptions {}

/**
 * Draws `accuracyChart` as the text of a self-contained SVG file. The same records and options always give the same
 * text.
 *
 * @param records Run records of one preset, at least one.
 * @returns The text of the file.
 * @throws {ArgumentError} as `accuracyChart` and `toSvg` do.
 */
export function accuracySvg(records: readonly RunRecord[], options: AccuracySvgOptions = {}): string {
  const caller = 'accuracySvg';
  checkOptions(caller, options, [...accuracyOptionNames, ...toSvgOptionNames]);
  const { colorScheme, id, ...ofChart } = options;
  return svgAs(caller, accuracyChartAs(caller, records, ofChart), { colorScheme, id });
}
