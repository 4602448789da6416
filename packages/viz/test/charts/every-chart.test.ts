import { describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import * as viz from '../../src';
import { toSvg } from '../../src/node';
import { everyChart } from '../support/every-chart';
import { everyText, type LineBox } from '../support/every-text';
import { readSvg } from '../support/read-svg';

describe.each(Object.entries(everyChart))('%s', (_, make) => {
  it.each([{}, { width: 420 }])('has no text that touches another or is cut off, with %j', (options) => {
    const chart = make(options);
    const boxes = everyText(readSvg(toSvg(chart)));
    expect(boxes.length).toBeGreaterThan(5);
    for (const box of boxes) {
      const inside = box.left >= 0 && box.right <= chart.width && box.top >= 0 && box.bottom <= chart.height;
      expect([box, inside]).toEqual([box, true]);
    }
    boxes.forEach((one, index) =>
      boxes.slice(index + 1).forEach((other) => {
        expect([one, other, overlap(one, other)]).toEqual([one, other, false]);
      }),
    );
  });

  it('is one picture with a name and a description, and no other names', () => {
    const chart = make({});
    const svg = readSvg(toSvg(chart));
    expect(svg.root.getAttribute('role')).toBe('img');
    expect(svg.only('title').textContent).toBe(chart.title);
    expect(svg.only('desc').textContent).toBe(chart.description);
    expect(svg.all.filter((element) => element.hasAttribute('aria-label'))).toEqual([]);
    expect(chart.description).toMatch(/^[A-Z].*\d.*\.$/);
    expect(chart.description).not.toMatch(/NaN|undefined|null|Infinity/);
  });

  it('gives all colored marks a color of the page too', () => {
    const svg = readSvg(toSvg(make({})));
    const style = svg.all
      .filter(({ tagName }) => tagName === 'style')
      .map((element) => element.textContent)
      .join();
    const ownFill = ['bnlab-chart-cell', 'bnlab-chart-value'];
    for (const text of svg.all.filter(({ tagName }) => tagName === 'text')) {
      const group = (text.parentNode as typeof text).hasAttribute('class')
        ? (text.parentNode as typeof text)
        : (text.parentNode!.parentNode as typeof text);
      const classes = (group.getAttribute('class') ?? '').split(' ');
      const themed = classes.some((name) => style.includes(`.${name} { fill: light-dark(`));
      expect([text.textContent, themed || classes.some((name) => ownFill.includes(name))]).toEqual([
        text.textContent,
        true,
      ]);
    }
  });

  it('takes other words and sizes', () => {
    const chart = make({ title: 'One', subtitle: '', width: 800, height: 700 });
    expect(chart).toMatchObject({ title: 'One', subtitle: '', width: 800, height: 700 });
    expect(readSvg(toSvg(chart)).root.getAttribute('viewBox')).toBe('0 0 800 700');
  });

  it('can be drawn in a page, and twice alike', () => {
    const { document } = parseHTML('<!doctype html><html><body></body></html>');
    const chart = make({});
    document.body.append(viz.drawChart(chart, { document }));
    expect(document.querySelectorAll('body > svg[role=img]')).toHaveLength(1);
    expect(toSvg(chart)).toBe(toSvg(make({})));
  });

  it.each([
    [{ width: 100 }, /^\w+: width must be 280 pixels or more, got 100/],
    [{ height: NaN }, /^\w+: height must be a finite number, got NaN/],
    [{ height: 20 }, /^\w+: height must be \d+ pixels or more for .*, got 20/],
    [{ title: 3 as never }, /^\w+: title must be a string, got 3/],
    [{ widht: 300 } as never, /^\w+: unknown option "widht"\. Did you mean "width"\?/],
  ])('refuses %j', (options, message) => {
    expect(() => make(options)).toThrow(message);
  });
});

function overlap(one: LineBox, other: LineBox): boolean {
  const apart =
    one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
  return !apart;
}
