import { accuracyChartAs, type AccuracyOptions } from './accuracy-chart';
import type { RunRecord } from '../data/run-record';
import type { DrawOptions } from '../draw/draw-options';
import { svgAs } from '../draw/to-svg';

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
