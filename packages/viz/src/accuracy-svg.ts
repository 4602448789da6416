import { parseHTML } from 'linkedom';
import { accuracyPlot } from './accuracy-plot';
import type { ChartOptions } from './chart-options';
import type { RunRecord } from './run-record';

/** What XML allows nowhere, not even escaped: control characters, halves of pairs and two code points at the end. */
const notInXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/**
 * Draws what `accuracyPlot` draws, as the text of an SVG file that needs nothing else: the same records and options
 * always give the same text.
 *
 * @param records run records of one preset, at least one
 * @throws what `accuracyPlot` throws
 */
export function accuracySvg(records: readonly RunRecord[], options: ChartOptions = {}): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const svg = accuracyPlot(records, { id: 'chart', colorScheme: 'light dark', ...options, document });
  return `${svg.outerHTML.replace(notInXml, '\ufffd')}\n`;
}
