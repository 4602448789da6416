import { describe, expect, it } from '@jest/globals';
import { gammaBeta, type GammaBetaRow } from '../../src';
import { toSvg } from '../../src/node';
import { draw, texts } from '../support/read-rows';
import { paths } from '../support/read-svg';

const rows: GammaBetaRow[] = ['fc1', 'fc2'].flatMap((layer, index) =>
  [0, 500, 1000].map((step) => ({
    step,
    layer,
    gamma: Float32Array.from([-1, 0, 1], (unit) => 1 + (unit * (index + 1) * step) / 4000),
    beta: [-1, 0, 1].map((unit) => ((unit - 1) * step) / 4000),
  })),
);

describe('gammaBeta', () => {
  it('looks as it did when last looked at', () => {
    expect(toSvg(gammaBeta(rows))).toMatchSnapshot();
  });

  it('says where the units ended', () => {
    const { title, description } = gammaBeta(rows);
    expect(title).toBe('How training moves gamma and beta');
    expect(description).toContain('gamma of fc2: median 1, middle 90% from 0.55 to 1.45 at step 1,000.');
    expect(description).toContain(
      'beta of fc1: median -0.25, middle 90% from -0.475 to -0.025 at step 1,000.',
    );
  });

  it('draws a line for each layer of each parameter that is there', () => {
    expect(paths(draw(gammaBeta(rows)), 'bnlab-chart-line')).toHaveLength(4);
    const svg = draw(gammaBeta(rows.map(({ step, layer, gamma }) => ({ step, layer, gamma: gamma! }))));
    expect(paths(svg, 'bnlab-chart-line')).toHaveLength(2);
    expect(texts(svg, 'bnlab-chart-panel')).toEqual(['gamma', 'fc1', 'fc2']);
  });

  it('leaves the panel of a parameter that a layer does not have empty', () => {
    const some = rows.map(({ beta, ...row }) => (row.layer === 'fc1' ? { ...row, beta: beta! } : row));
    const chart = gammaBeta(some);
    expect(paths(draw(chart), 'bnlab-chart-line')).toHaveLength(3);
    expect(chart.description).toContain('beta of fc2: none.');
  });

  it('ends where a unit is not finite any more', () => {
    const broken = rows.map((row) => (row.step === 1000 ? { ...row, gamma: [1, NaN, 1] } : row));
    expect(gammaBeta(broken).description).toContain('at step 500, not finite afterwards');
    expect(toSvg(gammaBeta(broken))).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  it.each<[string, GammaBetaRow[], RegExp]>([
    ['neither', [{ step: 0, layer: 1 }], /^gammaBeta: rows must hold gamma or beta, got neither/],
    [
      'no units',
      [{ step: 0, layer: 1, gamma: [] }],
      /rows\[0\]\.gamma must be an array of at least one number, got 0 values/,
    ],
    [
      'a step twice',
      [rows[0]!, rows[0]!],
      /must have one row for each layer and step, got two of fc1, step 0/,
    ],
  ])('refuses %s', (_, bad, message) => {
    expect(() => gammaBeta(bad)).toThrow(message);
  });
});
