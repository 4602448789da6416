import { describe, expect, it } from '@jest/globals';
import { chrome, lineStyles, type Scheme, withBatchNorm, withoutBatchNorm } from '../../src/chart/palette';

const schemes: Scheme[] = ['light', 'dark'];
const styles = [...withBatchNorm, ...withoutBatchNorm];

/** WCAG 2's contrast ratio of two colors. */
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe.each(schemes)('the colors on a %s page', (scheme) => {
  const background = chrome.background[scheme];

  it('stand out as lines: 3 to 1', () => {
    for (const { stroke } of styles) expect(contrast(stroke[scheme], background)).toBeGreaterThanOrEqual(3);
  });

  it('can be read as text: 4.5 to 1', () => {
    const texts = [chrome.text, chrome.quiet, ...styles.map(({ text }) => text)];
    for (const text of texts) expect(contrast(text[scheme], background)).toBeGreaterThanOrEqual(4.5);
  });
});

describe('lineStyles', () => {
  it('gives networks with and without batch normalization another color and other dashes', () => {
    const [without, withIt] = lineStyles([{ batchNorm: false }, { batchNorm: true }]);
    expect(without!.stroke.light).not.toBe(withIt!.stroke.light);
    expect(without!.dashes).not.toBe(withIt!.dashes);
  });

  it('does not depend on which network comes first', () => {
    const ahead = lineStyles([{ batchNorm: true }, { batchNorm: false }]);
    const behind = lineStyles([{ batchNorm: false }, { batchNorm: true }]);
    expect(ahead).toEqual(behind.reverse());
  });

  it('tells two networks of a kind apart, and starts again at the third', () => {
    const [first, second, third] = lineStyles([
      { batchNorm: true },
      { batchNorm: true },
      { batchNorm: true },
    ]);
    expect(second!.stroke).not.toEqual(first!.stroke);
    expect(third).toEqual(first);
  });
});
