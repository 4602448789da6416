import {
  counted,
  describeRecords,
  type PapersDocument,
  type RecordsResult,
  type RunRecord,
  seedRanges,
} from '@bnlab/experiments';
import type { RecordSource } from '@bnlab/experiments/node';
import type { Dataset } from '@bnlab/mnist';
import { htmlEscape } from 'escape-goat';
import { abstractSection } from './abstract-section';
import { curvesSection } from './curves-section';
import { forestSection } from './forest-section';
import { guessesSection } from './guesses-section';
import { lessonSection } from './lesson-section';
import { limitsSection } from './limits-section';
import { othersSection } from './others-section';
import { papersSection } from './papers-section';
import { reportStyle } from './report-style';
import { sweepsSection } from './sweeps-section';

export interface ReportOptions {
  /** The day, as YYYY-MM-DD. */
  made: string;
  /** Of the program that writes the page. */
  commit?: string;
  /** What `bnlab papers` measured. */
  papers?: PapersDocument;
  /** The test images, for the pictures of single guesses; without them these are tables. */
  testImages?: Dataset;
}

/**
 * One page on a collection of runs that needs no network and no other file: the lesson's table, every curve, the sweeps,
 * and what each picture was made from.
 *
 * @param sources At least one record among them.
 * @throws RangeError when there is no record.
 */
export function reportHtml(
  sources: readonly RecordSource[],
  { testImages, papers, made, commit }: ReportOptions,
): string {
  const records = sources.flatMap((source) => source.records);
  if (records.length === 0)
    throw new RangeError('reportHtml: sources must hold at least one record, got none');
  const results = describeRecords(sources);
  const sections = [
    abstractSection(results.sweeps),
    forestSection(results.sweeps),
    lessonSection(results.lesson),
    curvesSection(results.experiments),
    guessesSection(results.experiments, testImages),
    sweepsSection(results.sweeps),
    papersSection(papers),
    othersSection(results.others),
    limitsSection(records),
  ].filter((section) => section !== '');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Batch normalization, with and without</title>
<style>${reportStyle}</style>
</head>
<body>
<header>
<h1>Batch normalization, with and without</h1>
<p class="lead">${summary(results, records)}</p>
<nav aria-label="Sections"><ol>${sections.map(entry).join('')}</ol></nav>
</header>
<main>
${sections.join('\n')}
</main>
<footer><p>Made on ${made} by <code>bnlab report</code>${commit === undefined ? '' : htmlEscape` at commit ${commit}`} from
${counted(records.length, 'run record')}. A record holds the settings, the seed and the result of one run; the same settings and
seed give the same result, speed apart, on every machine.</p></footer>
</body>
</html>
`;
}

/** What the page is about, and what came out, in two sentences. */
function summary({ compared }: RecordsResult, records: readonly RunRecord[]): string {
  const experiments = new Set(records.map(({ preset }) => preset)).size;
  const made =
    `The same network trained with and without batch normalization, from the same starting weights on the same batches ` +
    `of MNIST: ${counted(records.length, 'run')} of ${counted(experiments, 'experiment')}, seeds ${seedRanges(records)}.`;
  if (compared.total === 0) return htmlEscape(made);
  const total = counted(compared.total, 'comparison');
  return htmlEscape(`${made} Of ${total} with the lesson’s figures, ${compared.reproduced} agree.`);
}

function entry(section: string): string {
  const [, id, title] = /id="([^"]+)"><h2>(.*?)<\/h2>/.exec(section)!;
  return `<li><a href="#${id}">${title}</a></li>`;
}
