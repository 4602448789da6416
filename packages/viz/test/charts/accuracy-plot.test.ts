import { describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import { accuracyPlot } from '../../src';
import { record } from '../support/run-records';

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
