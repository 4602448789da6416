import type { DrawOptions } from '../chart/draw-options';
import { svgAs } from '../chart/to-svg';
import type { RunRecord } from '../records/run-record';
import { accuracyChartAs } from './accuracy-chart';
import type { AccuracyOptions } from './accuracy-options';

export interface AccuracySvgOptions extends AccuracyOptions, DrawOptions {}

/**
 * Draws `accuracyChart` as the text of an SVG file that needs nothing else: the same records and options always give
 * the same text.
 *
 * @param records run records of one preset, at least one
 * @throws what `accuracyChart` and `toSvg` throw
 */
export function accuracySvg(
  records: readonly RunRecord[],
  { colorScheme, id, ...options }: AccuracySvgOptions = {},
): string {
  return svgAs('accuracySvg', accuracyChartAs('accuracySvg', records, options), { colorScheme, id });
}
