import { accuracyChart, seedBands } from '@bnlab/viz';
import { toSvg } from '@bnlab/viz/node';
import { htmlEscape } from 'escape-goat';
import type { RecordGroup } from './group-records';
import { figureId } from './figure-id';
import { provenanceHtml, seedRanges } from './provenance';
import { titleOf } from './title-of';

/** From so many seeds on, a line for each says less than where most of them are. */
const BANDS = 5;

/** Validation accuracy over training: a figure for each experiment that was run with one choice of settings. */
export function curvesSection(groups: readonly RecordGroup[]): string {
  const curves = groups.filter(({ swept, records }) => swept.length === 0 && hasCurves(records[0]!));
  if (curves.length === 0) return '';
  return `<section id="curves"><h2>The curves</h2>
<p>Accuracy on the 5,000 validation images during training: a line a seed, or the median of five seeds and more, with bands
for their middle half and for all of them. Both networks of a seed start from the same weights and see the same batches in
the same order.</p>
<div class="figures">${curves.map(curveFigure).join('\n')}</div></section>`;
}

function hasCurves({ networks }: RecordGroup['records'][number]): boolean {
  return networks.length > 1;
}

function curveFigure(group: RecordGroup): string {
  const { preset, records } = group;
  const draw = records.length >= BANDS ? seedBands : accuracyChart;
  const chart = draw(records, { width: 480, height: 360, title: titleOf(preset), subtitle: '' });
  const svg = toSvg(chart, { colorScheme: 'inherit', id: figureId(group) });
  const caption = htmlEscape`<strong>${preset}</strong>, seeds ${seedRanges(records)}.`;
  return `<figure id="${figureId(group)}">${svg}<figcaption>${caption} ${provenanceHtml(group)}</figcaption></figure>`;
}
