import { describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import { accuracyPlot } from '../../src';
import { resultPhrases } from '../../src/charts/accuracy-chart';
import { accuracySeries } from '../../src/data/accuracy-series';
import { network, record } from '../support/run-records';

const phrases = (...runs: ((number | null)[] | ReturnType<typeof network>)[]) => {
  const records = runs.map((run, seed) => ({
    preset: 'relu-lr1',
    seed,
    networks: [Array.isArray(run) ? network(true, run) : run],
  }));
  return resultPhrases(accuracySeries(records)[0]!);
};

describe('resultPhrases', () => {
  it('says the last accuracy of one run', () => {
    expect(phrases([0.1, 0.9754])).toEqual(['97.5%']);
  });

  it('says median and range of several', () => {
    expect(phrases([0.9], [0.95], [0.97])).toEqual(['95.0%, median of 3', '90.0% to 97.0%']);
    expect(phrases([0.9], [0.96])).toEqual(['93.0%, median of 2', '90.0% to 96.0%']);
  });

  it('says where one run diverged', () => {
    expect(phrases([0.1, ...new Array<number>(40).fill(0.2), null])).toEqual([
      '20.0%',
      'diverged after step 2,000',
    ]);
    expect(phrases(network(true, [0.1, 0.098], { diverged: true }))).toEqual(['9.8%', 'diverged']);
  });

  it('says how many of several diverged, and takes the median over those that measured something', () => {
    expect(phrases([0.9], [null], [0.8, null])).toEqual([
      '85.0%, median of 2',
      '80.0% to 90.0%',
      '2 diverged',
    ]);
  });

  it('says nothing of a run without measurements, and that one which never had any diverged', () => {
    expect(phrases([])).toEqual([]);
    expect(phrases([null, null])).toEqual(['diverged from the start']);
  });
});

const records = [record([0.1, 0.9], [0.1, 0.5])];
const page = () => parseHTML('<!doctype html><html><body></body></html>').document;

describe('accuracyPlot', () => {
  it('makes an element of the document, for the page to take in', () => {
    const document = page();
    const chart = accuracyPlot(records, { document });
    document.body.append(chart);
    expect(chart.ownerDocument).toBe(document);
    expect(document.querySelectorAll('svg .bnlab-chart-line path')).toHaveLength(2);
  });

  it('leaves the color scheme to the page unless told', () => {
    const document = page();
    expect(accuracyPlot(records, { document }).getAttribute('style')).toBe('color-scheme: inherit');
    expect(accuracyPlot(records, { document, colorScheme: 'dark' }).getAttribute('style')).toBe(
      'color-scheme: dark',
    );
  });

  it('gives two charts on a page ids of their own', () => {
    const document = page();
    document.body.append(accuracyPlot(records, { document }), accuracyPlot(records, { document }));
    const ids = Array.from(document.querySelectorAll('[id]'), (element) => element.id);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(4);
  });

  it('takes an id', () => {
    const chart = accuracyPlot(records, { document: page(), id: 'left' });
    expect(chart.getAttribute('aria-labelledby')).toBe('left-title');
  });

  it('says what to use where there is no document', () => {
    expect(() => accuracyPlot(records)).toThrow(
      /accuracyPlot: document must be given .* '@bnlab\/viz\/node'/,
    );
  });
});
