import { htmlEscape } from 'escape-goat';
import { presets } from '../presets/find-preset';
import { summarizeCell, type VariantSummary } from '../sweep/summarize-sweep';
import { gridOf, settingText } from './grid-cells';
import type { RecordGroup } from './group-records';
import { percent } from './lesson-section';
import { provenanceHtml, seedRanges } from './provenance';
import { points } from './report-markdown';

/** The sweeps: test accuracy over seeds in every cell of each grid. */
export function sweepsSection(groups: readonly RecordGroup[]): string {
  const sweeps = groups.filter(({ swept }) => swept.length > 0);
  if (sweeps.length === 0) return '';
  return `<section id="sweeps"><h2>The sweeps</h2>
<p>Accuracy on the test images: the median over seeds, and its quartiles below. A run has failed when its loss is no longer
a number, or when it does no better than naming one digit for all.</p>
<div class="figures wide">${sweeps.map(sweepFigure).join('\n')}</div></section>`;
}

function sweepFigure(group: RecordGroup): string {
  const { source, preset, records, swept } = group;
  const title = presets.find(({ name }) => name === preset)?.title ?? preset;
  return (
    `<figure>${sweepTable(group)}<figcaption><strong>${htmlEscape(source)}</strong>: ${htmlEscape(title)}; ` +
    htmlEscape`${swept.join(' and ')} varied, seeds ${seedRanges(records)}. ` +
    `${provenanceHtml(group)}</figcaption></figure>`
  );
}

function sweepTable({ records, swept, preset }: RecordGroup): string {
  const rows = gridOf({ records, swept }).map((cell) => {
    const { withoutBatchNorm, withBatchNorm, difference } = summarizeCell(
      { preset, overrides: {} },
      cell.records,
    );
    const values = cell.values.map((value) => `<td>${htmlEscape(settingText(value))}</td>`);
    const gap = difference
      ? `${points(difference.mean)}<br><small>${points(difference.low)} to ${points(difference.high)}</small>`
      : '–';
    return `<tr>${values.join('')}${variantCells(withoutBatchNorm)}${variantCells(withBatchNorm)}<td>${gap}</td></tr>`;
  });
  const heads = swept.map((name) => htmlEscape`<th scope="col" rowspan="2">${name}</th>`).join('');
  return (
    `<div class="scroll" tabindex="0" role="region" aria-label="${htmlEscape(`Results of the sweep of ${preset}`)}"><table>` +
    `<thead><tr>${heads}<th scope="colgroup" colspan="2">without batch norm</th><th scope="colgroup" colspan="2">with batch norm</th>` +
    `<th scope="col" rowspan="2">with − without<br><small>95 % interval of the mean</small></th></tr>` +
    `<tr>${'<th scope="col">accuracy</th><th scope="col">failed</th>'.repeat(2)}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
  );
}

function variantCells(summary: VariantSummary | undefined): string {
  if (!summary) return '<td>–</td><td>–</td>';
  const { lower, median, upper } = summary.testAccuracy;
  return (
    `<td>${percent(median)}<br><small>${percent(lower)} to ${percent(upper)}</small></td>` +
    `<td>${Math.round(100 * summary.failed)} %</td>`
  );
}
