import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { describeRecords, namedSweeps, sentenceCase, type RecordsResult } from '@bnlab/experiments';
import { findRecords, type RecordSource } from '@bnlab/experiments/node';
import { parseHTML } from 'linkedom';
import { lessonTable } from '../../docs/.vitepress/markdown/lesson-table';
import { sweepMarkdown } from '../../docs/.vitepress/markdown/sweep-markdown';
import { sweepVerdicts } from '../../docs/.vitepress/markdown/sweep-verdicts';
import { reportHtml } from '../src/report/report-html';
import { reportMarkdown } from '../src/report/report-markdown';
import { sweepText } from '../src/sweep-text';
import { textTable } from '../src/text-table';

const results = join(__dirname, '../../../packages/experiments/results');

let sources: RecordSource[] = [];
let described: RecordsResult;
/** What each reader sees of the committed records, with single spaces. */
const shown = { terminal: '', readme: '', report: '', site: '' };

beforeAll(async () => {
  sources = await findRecords(results);
  described = describeRecords(sources);
  const { document } = parseHTML(reportHtml(sources, { made: '2026-11-27' }));
  shown.terminal = [
    textTable(described.lesson!),
    textTable(described.others!),
    ...described.sweeps.map((sweep) => sweepText(sweep)),
  ].join('\n');
  shown.readme = reportMarkdown(sources);
  shown.report = document.body.textContent ?? '';
  shown.site = [lessonTable(), ...namedSweeps.map(({ name }) => sweepMarkdown(name))].join('\n');
  for (const [name, text] of Object.entries(shown)) {
    shown[name as keyof typeof shown] = text
      .replaceAll('<br>', ' ')
      .replace(/[*│]|<\/?\w+>/g, '')
      .replace(/\s+/g, ' ');
  }
});

describe('terminal, README, report and site', () => {
  test('say the same of every claim, for the same reasons', () => {
    expect(described.sweeps.map(({ source }) => source).sort()).toEqual(
      [...namedSweeps.map(({ name }) => name), 'fashion-learning-rate'].sort(),
    );
    for (const { verdictLines, data } of described.sweeps) {
      for (const { kind, statement, words, reason } of verdictLines) {
        for (const text of Object.values(shown)) {
          if ((kind === 'claim' || data !== undefined) && text === shown.site) continue;
          expect(text).toContain(
            kind === 'claim' ? `${statement} ${words}` : `${statement} ${words}: ${reason}.`,
          );
        }
      }
    }
  });

  test('say what became of a claim on other images; the site in its results', () => {
    const onOthers = described.sweeps.filter(({ data }) => data !== undefined);
    expect(onOthers.map(({ data }) => data)).toEqual(['fashion-mnist']);
    const { document } = parseHTML(`<main>${sweepVerdicts()}</main>`);
    const text = document.querySelector('main')!.textContent ?? '';
    const [claim, ...expectations] = onOthers[0]!.verdictLines;
    expect(text).toContain(`On fashion-mnist: ${claim!.statement}`);
    for (const { reason } of expectations) expect(text).toContain(sentenceCase(reason));
  });

  test('show the same numbers of the lesson', () => {
    for (const { id, cells } of described.lesson!.rows) {
      for (const text of Object.values(shown)) {
        if (text === shown.site && id.startsWith('predict')) continue;
        for (const cell of cells.slice(1)) expect(text).toContain(cell);
      }
    }
  });

  test('show the same numbers of every sweep; the site where it draws none', () => {
    for (const { table, figures } of described.sweeps) {
      for (const { cells } of table.rows) {
        for (const text of Object.values(shown)) {
          if (text === shown.site && figures.length > 0) continue;
          for (const cell of cells) expect(text).toContain(cell);
        }
      }
    }
  });
});
