import type { Chart } from '@bnlab/viz';
import { toSvg } from '@bnlab/viz/node';

/**
 * The HTML of a chart, in Vue's terms: as one string, since a template would lose the style sheet that is in it.
 *
 * @param id Different for every chart of a page.
 */
export function chartHtml(chart: Chart, { id }: { id: string }): string {
  const svg = toSvg(chart, { id, colorScheme: 'inherit' }).trim();
  const literal = JSON.stringify(svg).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<div v-html="${literal}"></div>`;
}
