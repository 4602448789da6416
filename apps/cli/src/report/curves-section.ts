import type { ExperimentResult } from '@bnlab/experiments';
import { figureChart } from '@bnlab/viz';
import { toSvg } from '@bnlab/viz/node';
import { htmlEscape } from 'escape-goat';
import { figureId } from './figure-id';
import { figureSizes } from './figure-sizes';
import { provenanceHtml } from './provenance-html';

/** Validation accuracy over training: a figure for each experiment. */
export function curvesSection(experiments: readonly ExperimentResult[]): string {
  const figures = experiments.map(curveFigure).filter((figure) => figure !== '');
  if (figures.length === 0) return '';
  return `<section id="curves"><h2>The curves</h2>
<p>Accuracy on the 5,000 validation images during training: a line for each seed, or the median of five seeds and more, with
bands for their middle half and for all of them. Both networks of a seed start from the same weights and see the same batches
in the same order.</p>
<div class="figures">${figures.join('\n')}</div></section>`;
}

function curveFigure(
  { source, preset, figure, caption, provenance }: ExperimentResult,
  index: number,
): string {
  if (!figure) return '';
  const id = figureId(source, preset, index);
  const svg = toSvg(figureChart(figure, figureSizes), { colorScheme: 'inherit', id: `${id}-picture` });
  const text = htmlEscape`<strong>${preset}</strong>. ${caption}`;
  return `<figure id="${id}">${svg}<figcaption>${text} ${provenanceHtml(provenance)}</figcaption></figure>`;
}
