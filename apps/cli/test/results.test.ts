import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { headlineTable, lessonPresets, markdownTable, predictionPresets } from '@bnlab/experiments';
import { findRecords } from '@bnlab/experiments/node';
import { accuracySvg } from '@bnlab/viz/node';
import { readPapers } from '../src/read-papers';
import { reportMarkdown } from '../src/report/report-markdown';

const results = join(__dirname, '../../../packages/experiments/results');
const root = join(__dirname, '../../..');

const ADVICE = 'run npm run results -w bnlab';

async function lessonRecords() {
  const sources = await findRecords(join(results, 'lesson.json'));
  return sources[0]!.records;
}

/** The curves of a chart: where its parts are to half a pixel depends on what draws it. */
function linesOf(svg: string): string[] {
  return [...svg.matchAll(/ d="([^"]+)"/g)].map(([, line]) => line!);
}

describe('the committed results', () => {
  test('hold every experiment of the lesson from five seeds, on the compiled engine', async () => {
    const records = await lessonRecords();
    for (const { name } of [...lessonPresets, ...predictionPresets]) {
      const seeds = records.filter(({ preset }) => preset === name).map(({ seed }) => seed);
      expect({ name, seeds }).toEqual({ name, seeds: [1, 2, 3, 4, 5] });
    }
    expect(new Set(records.map(({ environment }) => environment.engine))).toEqual(new Set(['compiled']));
  });

  test(`are what results/README.md says of them (${ADVICE})`, async () => {
    const text = await readFile(join(results, 'README.md'), 'utf8');
    expect(text).toContain(reportMarkdown(await findRecords(results), await readPapers(results)).trim());
  });

  test(`are what the first page draws and says (${ADVICE})`, async () => {
    const records = (await lessonRecords()).filter(({ preset }) => preset === 'relu-lr0.01-2000');
    expect(linesOf(await readFile(join(root, 'docs/accuracy.svg'), 'utf8'))).toEqual(
      linesOf(accuracySvg(records)),
    );
    const text = await readFile(join(root, 'README.md'), 'utf8');
    expect(text).toContain(markdownTable(headlineTable(await lessonRecords())));
  });
});
