import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { centerDrawing } from '../../labs/playground/center-drawing';

const WIDTH = 140;

function rectangle(left: number, top: number, wide: number, high: number): Uint8Array {
  const ink = new Uint8Array(WIDTH * WIDTH);
  for (let y = top; y < top + high; y++) ink.fill(255, y * WIDTH + left, y * WIDTH + left + wide);
  return ink;
}

const rectangles = fc
  .record({
    left: fc.integer({ min: 0, max: 60 }),
    top: fc.integer({ min: 0, max: 60 }),
    wide: fc.integer({ min: 4, max: 80 }),
    high: fc.integer({ min: 4, max: 80 }),
  })
  .map(({ left, top, wide, high }) => ({ wide, high, ink: rectangle(left, top, wide, high) }));

function massOf(pixels: Uint8Array) {
  let [sum, x, y] = [0, 0, 0];
  pixels.forEach((value, i) => {
    sum += value;
    x += value * ((i % 28) + 0.5);
    y += value * (Math.floor(i / 28) + 0.5);
  });
  return { sum, x: x / sum, y: y / sum };
}

describe('centerDrawing', () => {
  it('puts the center of mass in the middle, wherever the drawing is', () => {
    fc.assert(
      fc.property(rectangles, ({ ink }) => {
        const { x, y } = massOf(centerDrawing(ink, WIDTH));
        expect(Math.abs(x - 14)).toBeLessThan(0.1);
        expect(Math.abs(y - 14)).toBeLessThan(0.1);
      }),
    );
  });

  it('makes the longer side 20 pixels, and keeps the proportions', () => {
    fc.assert(
      fc.property(rectangles, ({ ink, wide, high }) => {
        const longer = Math.max(wide, high);
        const area = ((20 * wide) / longer) * ((20 * high) / longer);
        expect(massOf(centerDrawing(ink, WIDTH)).sum / 255 / area).toBeCloseTo(1, 1);
      }),
    );
  });

  it('leaves an empty drawing empty', () => {
    expect(centerDrawing(new Uint8Array(WIDTH * WIDTH), WIDTH)).toEqual(new Uint8Array(784));
  });
});
