import { describe, expect, test } from '@jest/globals';
import { describeSweep, findSweep, type RunRecord } from '@bnlab/experiments';
import { parseHTML } from 'linkedom';
import { reportHtml } from '../../src/report/report-html';
import { recordsOfSweep } from '../helpers/records-of-sweep';
import { madeUpRecord } from '../../../../packages/experiments/test/record/made-up-record';

function page(...sources: Parameters<typeof reportHtml>[0]) {
  const html = reportHtml(sources, { made: '2026-11-27', commit: 'abc' });
  return { html, document: parseHTML(html).document };
}

const text = (element: Element | null) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();

describe('the report', () => {
  test('has the lesson’s table: the median over seeds, the lesson’s figure, how often it was reproduced', () => {
    const records = [1, 2, 30].map((seed) => madeUpRecord('relu-lr0.01-2000', seed));
    const { document } = page({ name: 'lesson', records });
    const [row] = document.querySelectorAll('#lesson tbody tr');
    expect([...row!.children].map(text)).toEqual([
      'ReLU, learning rate 0.01, good starting weights, 2,000 batches',
      '1-2, 30',
      ...['83.20 % (83.10–86.00 %)', '82.62 %', '3 of 3'],
      // 0.98 of the third seed is above the band.
      ...['95.20 % (95.10–98.00 %)', '95.25 %', '2 of 3'],
    ]);
    expect(text(document.querySelector('.lead'))).toContain(
      'Of 6 comparisons with the lesson’s figures, 5 agree',
    );
  });

  test('draws every experiment once, in the order of the lesson, with what reproduces it', () => {
    const names = ['sigmoid-lr1', 'relu-lr0.01'];
    const { document } = page({ name: 'lesson', records: names.map((name) => madeUpRecord(name, 7)) });
    const figures = [...document.querySelectorAll('#curves figure')];
    expect(figures.map((figure) => text(figure.querySelector('figcaption strong')))).toEqual(names.reverse());
    for (const figure of figures) expect(figure.querySelectorAll('svg[role=img] title')).toHaveLength(1);
    expect(text(figures[0]!.querySelector('code'))).toBe('npx bnlab sweep relu-lr0.01 --seeds 7');
  });

  test('draws sweeps: a row for each cell, and the command with its values', () => {
    const records = [0.1, 1].flatMap((learningRate) =>
      [1, 2, 3, 5].map((seed) =>
        madeUpRecord('relu-lr0.01-2000', seed, { learningRate, trainingBatches: 500 }),
      ),
    );
    const { document } = page({ name: 'rates', records });
    const rows = [...document.querySelectorAll('#sweeps tbody tr')];
    expect(rows.map((row) => text(row.children[0]!))).toEqual(['0.1', '1']);
    expect(text(document.querySelector('#sweeps code'))).toBe(
      'npx bnlab sweep relu-lr0.01-2000 --seeds 1-3,5 --set learningRate=0.1,1 --set trainingBatches=500',
    );
    expect(document.querySelector('#curves')).toBeNull();
  });

  test('captions every figure of a sweep', () => {
    const sources = ['speed', 'drift', 'starting-weights'].map((name) => ({
      name,
      records: recordsOfSweep(findSweep(name)!, [1, 2, 3]),
    }));
    const { document } = page(...sources);
    const figures = [...document.querySelectorAll('#sweeps figure')];
    const captions = figures.map((figure) => text(figure.querySelector('figcaption')));
    expect(new Set(captions)).toEqual(
      new Set([
        'Steps until each accuracy on the validation images was reached: every seed, and the median.',
        'Values before the activation of each layer over the steps of training, from the first seed.',
        'Accuracy on the test images against the standard deviation of the starting weights: median and middle half over seeds.',
      ]),
    );
  });

  test('sets words on the left and numbers on the right', () => {
    const records = (['relu', 'tanh'] as const).map((activation) =>
      madeUpRecord('relu-lr0.01-2000', 1, { activation }),
    );
    const { document } = page({ name: 'activations', records });
    const [words, ...numbers] = document.querySelectorAll('#sweeps tbody tr:first-child td');
    expect(text(words!)).toBe('ReLU');
    expect(words!.className).toBe('words');
    expect(numbers.length).toBeGreaterThan(0);
    for (const cell of numbers) expect(cell.className).toBe('');
  });

  test('shows which digits were taken for which', () => {
    const { document } = page({
      name: 'lesson',
      records: [
        madeUpRecord('predict-batch-statistics', 1),
        madeUpRecord('predict-population-statistics', 1),
      ],
    });
    const [batch, population] = document.querySelectorAll('#guesses figure');
    expect(text(batch!.querySelector('figcaption'))).toContain('Right, for each seed: 10.00 %');
    expect(text(population!.querySelector('figcaption'))).toContain('Right, for each seed: 100.00 %');
  });

  test('draws the difference that decides each expectation where the numbers beside it say', () => {
    const records = recordsOfSweep(findSweep('learning-rate')!, [1, 2, 3, 4]);
    const { document } = page({ name: 'learning-rate', records });
    const lines = describeSweep('learning-rate', records).verdictLines.filter(({ deciding }) => deciding);
    const rows = [...document.querySelectorAll('#differences tbody tr:not(.unit)')];
    expect(lines.length).toBeGreaterThan(1);
    expect(rows).toHaveLength(lines.length);
    rows.forEach((row, index) => {
      const { statement, deciding, words } = lines[index]!;
      expect([...row.children].map(text)).toEqual([statement, deciding!.place, deciding!.text, words]);
      expect(document.querySelector(row.querySelector('a')!.getAttribute('href')!)).not.toBeNull();
      const x = (selector: string, name: string) => Number(row.querySelector(selector)!.getAttribute(name));
      const [zero, low, mean, high] = [
        x('.zero', 'x1'),
        x('g line', 'x1'),
        x('circle', 'cx'),
        x('g line', 'x2'),
      ];
      expect(low).toBeLessThanOrEqual(mean);
      expect(mean).toBeLessThanOrEqual(high);
      expect(Math.sign(low - zero)).toBe(Math.sign(deciding!.low));
      expect(Math.sign(mean - zero)).toBe(Math.sign(deciding!.mean));
    });
  });

  test('leads to every section, and says when and from what it was made', () => {
    const { document } = page({ name: 'runs', records: [madeUpRecord('relu-lr1', 1)] });
    const sections = [...document.querySelectorAll('main > section')].map(({ id }) => `#${id}`);
    const links = [...document.querySelectorAll('nav a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(sections);
    expect(sections).toContain('#limits');
    expect(text(document.querySelector('footer'))).toContain(
      'Made on 2026-11-27 by bnlab report at commit abc',
    );
    for (const table of document.querySelectorAll('table')) {
      expect(text(table.querySelector('caption'))).not.toBe('');
    }
  });

  test('says how many kinds of processor the records come from', () => {
    const on = (cpu: string, seed: number) => {
      const record = madeUpRecord('relu-lr1', seed);
      return { ...record, environment: { ...record.environment, cpu } };
    };
    const limits = (...records: RunRecord[]) =>
      text(page({ name: 'runs', records }).document.querySelector('#limits'));
    expect(limits(on('one', 1), on('one', 2))).toContain('All records come from one kind of processor');
    const both = limits(on('one', 1), on('other', 2), on('one', 3));
    expect(both).toContain('The records come from 2 kinds of processor');
    expect(both).toContain('one (2 runs)other (1 run)');
  });

  test('needs nothing from anywhere else', () => {
    const { html, document } = page({ name: 'runs', records: [madeUpRecord('relu-lr1', 1)] });
    expect(document.querySelectorAll('script, link, img[src^=http], iframe')).toHaveLength(0);
    expect(html).not.toMatch(/url\(|@import|src=["']?(https?:)?\/\//);
  });

  test('takes what records say as text', () => {
    const record = { ...madeUpRecord('relu-lr1', 1), preset: '<script>alert(1)</script>' };
    const { document } = page({ name: '"><b>', records: [record] });
    expect(document.querySelectorAll('script, b')).toHaveLength(0);
    expect(text(document.querySelector('#curves figcaption strong'))).toBe('<script>alert(1)</script>');
  });

  test('of nothing is refused', () => {
    expect(() => reportHtml([{ name: 'runs', records: [] }], { made: '2026-11-27' })).toThrow(
      'reportHtml: sources must hold at least one record, got none',
    );
  });
});
