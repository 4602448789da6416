import { describe, expect, it } from '@jest/globals';
import { chrome, lineStyles, type Scheme, withBatchNorm, withoutBatchNorm } from '../../src/look/palette';

const schemes: Scheme[] = ['light', 'dark'];
const styles = [...withBatchNorm, ...withoutBatchNorm];

/** WCAG 2's contrast ratio of two colors. */
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

type Triple = [number, number, number];

/** What is left of linear sRGB for eyes that lack one kind of cone: Machado, Oliveira and Fernandes (2009). */
const colorVision: Record<string, Triple[]> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopic: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopic: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopic: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function times(matrix: Triple[], vector: Triple): Triple {
  return matrix.map((row) => row.reduce((sum, value, i) => sum + value * vector[i]!, 0)) as Triple;
}

/** A color in OKLab, where distances are about as great as they look. */
function oklab(hex: string, vision: Triple[]): Triple {
  const seen = times(vision, linear(hex)).map((value) => Math.max(0, value)) as Triple;
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    seen,
  ).map(Math.cbrt) as Triple;
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones,
  );
}

function linear(hex: string): Triple {
  return [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Triple;
}

function luminance(hex: string): number {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe.each(schemes)('the colors on a %s page', (scheme) => {
  const background = chrome.background[scheme];

  it('stand out as lines: 3 to 1', () => {
    for (const { stroke } of styles) expect(contrast(stroke[scheme], background)).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.keys(colorVision))('can be told apart with %s vision', (vision) => {
    const seen = styles.map(({ stroke }) => oklab(stroke[scheme], colorVision[vision]!));
    seen.forEach((one, index) =>
      seen.slice(index + 1).forEach((other, after) => {
        const pair = `${styles[index]!.stroke[scheme]} ${styles[index + 1 + after]!.stroke[scheme]}`;
        const distance = Math.hypot(...one.map((value, i) => value - other[i]!));
        expect([pair, distance > 0.1]).toEqual([pair, true]);
      }),
    );
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

  it('tells five networks with and two without apart, and starts again after them', () => {
    const kinds = [...Array.from({ length: 6 }, () => true), ...Array.from({ length: 3 }, () => false)];
    const given = lineStyles(kinds.map((batchNorm) => ({ batchNorm })));
    expect(new Set(given).size).toBe(7);
    expect(given[5]).toBe(given[0]);
    expect(given[8]).toBe(given[6]);
  });
});
