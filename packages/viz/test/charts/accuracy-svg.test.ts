import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accuracySvg, type AccuracySvgOptions, type RunRecord } from '../../src/node';
import { paths, readSvg, textBoxes } from '../support/read-svg';
import { network, record } from '../support/run-records';

const draw = (records: RunRecord[], options?: AccuracySvgOptions) => readSvg(accuracySvg(records, options));
const rising = [0.098, 0.6, 0.9, 0.9578];
const slow = [0.098, 0.3, 0.7, 0.8286];
// eslint-disable-next-line no-control-regex
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu;
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('accuracySvg', () => {
  it('looks as it did when last looked at', () => {
    expect(accuracySvg([record(rising, slow)])).toMatchSnapshot();
  });

  it('is an XML file that needs nothing else', () => {
    const text = accuracySvg([record(rising, slow)]);
    const svg = readSvg(text);
    expect(svg.root.namespaceURI).toBe('http://www.w3.org/2000/svg');
    expect(svg.root.getAttribute('viewBox')).toBe('0 0 720 440');
    expect(text).not.toMatch(/https?:(?!\/\/www\.w3\.org\/2000\/svg)|url\(|@import|href|<script|<image/);
    expect(svg.root.getAttribute('font-family')).toMatch(/, sans-serif$/);
    expect(svg.ofClass('bnlab-chart-background')[0]!.getAttribute('fill')).toBe('#ffffff');
  });

  it('has a name and a description, which the root refers to', () => {
    const svg = draw([record(rising, slow)]);
    expect(svg.root.getAttribute('role')).toBe('img');
    const title = svg.only('title');
    const description = svg.only('desc');
    expect(svg.root.getAttribute('aria-labelledby')).toBe(title.getAttribute('id'));
    expect(svg.root.getAttribute('aria-describedby')).toBe(description.getAttribute('id'));
    expect(title.textContent).toBe('Validation accuracy with and without batch normalization');
    expect(description.textContent).toBe(
      'Lines of validation accuracy against training steps, 0 to 150. Without Batch Norm: 82.9%. ' +
        'With Batch Norm: 95.8%. relu-lr0.01-2000 · seed 1 · learning rate 0.01.',
    );
  });

  it('draws every point where the axes say', () => {
    const steps = fc.uniqueArray(fc.nat(50_000), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(steps, fc.array(share, { minLength: 30, maxLength: 30 }), (unordered, accuracies) => {
        const ascending = [...unordered].sort((a, b) => a - b);
        const values = accuracies.slice(0, ascending.length);
        const one = network(true, values, { steps: ascending });
        const svg = draw([{ preset: 'p', seed: 1, networks: [one] }]);
        const [line, ...others] = paths(svg, 'bnlab-chart-line');
        expect(others).toEqual([]);
        const { left, right, top, bottom } = axes(svg);
        const last = ascending.at(-1)!;
        expect(line).toHaveLength(values.length);
        line!.forEach(([x, y], index) => {
          expect(x).toBeCloseTo(left + ((right - left) * ascending[index]!) / last, 2);
          expect(y).toBeCloseTo(bottom - (bottom - top) * values[index]!, 2);
        });
      }),
      { numRuns: 25 },
    );
  });

  it('tells networks apart by color and by dashes', () => {
    const marks = draw([record(rising, slow)]).ofClass('bnlab-chart-line');
    expect(marks.map((mark) => [mark.getAttribute('stroke'), mark.getAttribute('stroke-dasharray')])).toEqual(
      [
        ['#d55e00', '5 3'],
        ['#0072b2', null],
      ],
    );
  });

  it('writes the name and the last accuracy of each network beside its line', () => {
    const svg = draw([record(rising, slow)]);
    expect(textBoxes(svg, 'bnlab-chart-name').map(({ text }) => text)).toEqual([
      'Without Batch Norm',
      'With Batch Norm',
    ]);
    expect(textBoxes(svg, 'bnlab-chart-result').map(({ text }) => text)).toEqual(['82.9%', '95.8%']);
  });

  it('lets no label touch another, whatever the last accuracies, in wide charts and narrow ones', () => {
    const size = fc.constantFrom({ width: 720, height: 440 }, { width: 360, height: 400 });
    fc.assert(
      fc.property(fc.array(share, { minLength: 2, maxLength: 4 }), size, (finals, { width, height }) => {
        const networks = finals.map((final, index) =>
          network(index % 2 === 0, [0.1, final], { name: `Network ${index}` }),
        );
        const svg = draw([{ preset: 'p', seed: 1, networks }], { width, height });
        const names = textBoxes(svg, 'bnlab-chart-name');
        const results = textBoxes(svg, 'bnlab-chart-result');
        const labels = names
          .map((name, index) => ({ top: name.top, bottom: results[index]!.bottom }))
          .sort((a, b) => a.top - b.top);
        expect(labels).toHaveLength(finals.length);
        labels.forEach(({ top, bottom }, index) => {
          expect(bottom).toBeGreaterThan(top);
          expect(top).toBeGreaterThanOrEqual(labels[index - 1]?.bottom ?? 0);
          expect(bottom).toBeLessThanOrEqual(height);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('draws a thin line for each seed and one label for all of them', () => {
    const seeds = [1, 2, 3].map((seed) => record([0.1, 0.9 + seed / 100], [0.1, 0.8 + seed / 100], { seed }));
    const svg = draw(seeds);
    expect(paths(svg, 'bnlab-chart-line')).toHaveLength(6);
    expect(textBoxes(svg, 'bnlab-chart-name')).toHaveLength(2);
    expect(textBoxes(svg, 'bnlab-chart-result').map(({ text }) => text)).toEqual([
      '82.0%, median of 3 81.0% to 83.0%',
      '92.0%, median of 3 91.0% to 93.0%',
    ]);
    expect(svg.only('desc').textContent).toContain('seeds 1, 2, 3');
  });

  it('ends the line of a network that diverged, and marks the place', () => {
    const svg = draw([record(rising, [0.098, 0.2, null, NaN])]);
    expect(paths(svg, 'bnlab-chart-line').map((line) => line.length)).toEqual([2, 4]);
    expect(textBoxes(svg, 'bnlab-chart-result')[0]!.text).toBe('20.0% diverged after step 50');
    expect(svg.ofClass('bnlab-chart-end')).toHaveLength(2);
  });

  it('draws charts of networks that have measured nothing, once, or nothing finite', () => {
    for (const accuracies of [[], [0.1], [null]]) {
      const svg = draw([record(accuracies, accuracies)], { lastStep: 2000 });
      expect(textBoxes(svg, 'bnlab-chart-name')).toHaveLength(2);
    }
  });

  it('never writes a number that is none', () => {
    const value = fc.oneof({ weight: 8, arbitrary: share }, fc.constantFrom(null, NaN, Infinity));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 8 }), fc.array(value, { maxLength: 8 }), (one, other) => {
        expect(accuracySvg([record(one, other)])).not.toMatch(/NaN|Infinity|undefined|null/);
      }),
      { numRuns: 50 },
    );
  });

  it('stays valid whatever the texts hold', () => {
    const special = ['<', '&', ']]>', '"', '\0', '\b', '\r', '\ud800', '\udc00', '\ufffe'];
    const unit = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.constantFrom(...special),
    );
    const text = fc.string({ unit, maxLength: 40 });
    // Parsers may turn some line ends into others.
    const withoutSpace = (all: string) => all.replace(/[\s\x85]/g, '');
    const allowed = (all: string) => all.replace(forbidden, '\ufffd');
    fc.assert(
      fc.property(text, text, text, (name, preset, title) => {
        const networks = [network(true, rising, { name })];
        const written = accuracySvg([{ preset, seed: 'a & b', networks }], { title });
        expect(written).toBe(allowed(written));
        const svg = readSvg(written);
        expect(withoutSpace(svg.only('title').textContent!)).toBe(withoutSpace(allowed(title)));
        expect(withoutSpace(svg.only('desc').textContent!)).toContain(withoutSpace(allowed(name)));
      }),
      { numRuns: 50 },
    );
  });

  it('takes other words, and an axis that ends later', () => {
    const svg = draw([record(rising, slow)], { title: 'Faster', subtitle: '', lastStep: 2000 });
    expect(svg.only('title').textContent).toBe('Faster');
    expect(svg.only('desc').textContent).toMatch(/0 to 2,000\..*95\.8%\.$/);
    const { right } = axes(svg);
    expect(paths(svg, 'bnlab-chart-line')[0]!.at(-1)![0]).toBeLessThan(right);
  });

  it('colors a chart for the scheme asked for, also where light-dark() is not known', () => {
    const dark = draw([record(rising, slow)], { colorScheme: 'dark' });
    expect(dark.ofClass('bnlab-chart-background')[0]!.getAttribute('fill')).toBe('#1b1b1f');
    expect(dark.root.getAttribute('style')).toContain('color-scheme: dark');
    expect(draw([record(rising, slow)]).root.getAttribute('style')).toContain('color-scheme: light dark');
  });

  it('gives the same text for the same records', () => {
    expect(accuracySvg([record(rising, slow)])).toBe(accuracySvg([record(rising, slow)]));
  });

  it.each([
    [{ width: 200 }, /accuracySvg: width must be 280 pixels or more, got 200/],
    [{ width: NaN }, /width must be 280 pixels or more, got NaN/],
    [{ height: Infinity }, /height must be a finite number, got Infinity/],
    [{ height: 120 }, /height must be \d+ pixels or more for these labels, got 120/],
    [{ lastStep: 0 }, /lastStep must be a finite number above 0, got 0/],
  ])('refuses %j', (options, message) => {
    expect(() => accuracySvg([record(rising, slow)], options)).toThrow(message);
  });

  it('draws a chart of the least height that it asks for', () => {
    const least = /must be (\d+) pixels/.exec(
      errorOf(() => accuracySvg([record(rising, slow)], { height: 0 })),
    )!;
    expect(() => accuracySvg([record(rising, slow)], { height: Number(least[1]) })).not.toThrow();
  });
});

function axes(svg: ReturnType<typeof readSvg>) {
  const lines = svg
    .ofClass('bnlab-chart-grid')
    .flatMap((grid) => Array.from(grid.getElementsByTagName('line')))
    .map((line) => ['x1', 'x2', 'y1'].map((name) => Number(line.getAttribute(name))));
  const heights = lines.map(([, , y]) => y!);
  const [left, right] = lines[0]!;
  return { left: left!, right: right!, top: Math.min(...heights), bottom: Math.max(...heights) };
}

function errorOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}
