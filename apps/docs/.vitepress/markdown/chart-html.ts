import type { Chart } from '@bnlab/viz';
import { toSvg } from '@bnlab/viz/node';

/**
 * The HTML of a chart, in Vue's terms: as one string, since a template would lose the style sheet that is in it. On a phone
 * it keeps its size and scrolls, so that its words can be read.
 *
 * @param id Different for every chart of a page.
 */
export function chartHtml(chart: Chart, { id }: { id: string }): string {
  const svg = inSentenceCase(toSvg(chart, { id, colorScheme: 'inherit' }).trim());
  const literal = JSON.stringify(svg).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<div class="chart-scroll" role="group" tabindex="0" aria-label="Chart" v-html="${literal}"></div>`;
}

/** Records name networks as titles do, `With Batch Norm`; the site's labels are written as sentences are. */
function inSentenceCase(svg: string): string {
  return svg.replace(/\bWith(out)?( Ghost)? Batch Norm\b/g, (name) => `W${name.slice(1).toLowerCase()}`);
}
