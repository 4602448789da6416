import { describe, expect, test } from '@jest/globals';
import { parseHTML } from 'linkedom';
import { reportHtml } from '../../src/report/report-html';
import { madeUpRecord } from '../../../../packages/experiments/test/record/made-up-record';

function page(...sources: Parameters<typeof reportHtml>[0]) {
  const html = reportHtml(sources);
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
    expect(() => reportHtml([{ name: 'runs', records: [] }])).toThrow(
      'reportHtml: sources must hold at least one record, got none',
    );
  });
});
