import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { textWidth, wrapText } from '../../src/text/text-layout';

const font = { fontSize: 12 };

describe('textWidth', () => {
  // Measured by Chromium in Liberation Sans, which has the widths of Arial, at 100 pixels.
  it.each([
    ['With Batch Norm', 755.7, 810.2],
    ['Without Batch Norm', 894.7, 965.7],
    ['95.6%, median of 5', 861.7, 894.8],
    ['diverged after step 850', 1022.9, 1089.4],
    ['fast-check', 455.7, 494.7],
    ['mmmm WWW', 644.1, 666.6],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', 1761.3, 1788.9],
    ['abcdefghijklmnopqrstuvwxyz', 1272.8, 1400.2],
  ])('is the width of "%s" in Arial, or up to a sixth more', (text, regular, bold) => {
    for (const [measured, estimate] of [
      [regular, textWidth(text, { fontSize: 100 })],
      [bold, textWidth(text, { fontSize: 100, bold: true })],
    ] as const) {
      expect(estimate).toBeGreaterThanOrEqual(measured);
      expect(estimate).toBeLessThanOrEqual(measured * (7 / 6));
    }
  });

  it('grows with the font and with bold type', () => {
    expect(textWidth('accuracy', { fontSize: 24 })).toBeCloseTo(2 * textWidth('accuracy', font));
    expect(textWidth('accuracy', { ...font, bold: true })).toBeGreaterThan(textWidth('accuracy', font));
  });
});

describe('wrapText', () => {
  const anyText = fc.string({
    unit: fc.constantFrom('a', 'W', 'i', ' ', '%', '9', 'é', '数'),
    maxLength: 60,
  });

  it('makes no line wider than asked for, and loses nothing but spaces', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 15, max: 200 }), (text, maxWidth) => {
        const lines = wrapText(text, { maxWidth, ...font });
        for (const line of lines) expect(textWidth(line, font)).toBeLessThanOrEqual(maxWidth);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });

  it('breaks between words where it can', () => {
    expect(wrapText('Without Batch Norm', { maxWidth: 80, ...font })).toEqual(['Without Batch', 'Norm']);
  });

  it('has no lines for no text', () => {
    expect(wrapText('', { maxWidth: 80, ...font })).toEqual([]);
  });
});
