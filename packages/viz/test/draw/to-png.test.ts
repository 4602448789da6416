import { decode } from 'fast-png';
import { describe, expect, it } from '@jest/globals';
import { accuracyChart } from '../../src';
import { toPng } from '../../src/png';
import { record } from '../support/run-records';

const chart = accuracyChart([record([0.1, 0.9], [0.1, 0.5])]);

describe('toPng', () => {
  it('draws a picture of the size asked for, twice that of the chart unless told', async () => {
    expect(decode(await toPng(chart))).toMatchObject({ width: 1440, height: 880 });
    expect(decode(await toPng(chart, { scale: 1 }))).toMatchObject({ width: 720, height: 440 });
  });

  it('has the background of the scheme', async () => {
    const corner = async (colorScheme: 'light' | 'dark') =>
      [...decode(await toPng(chart, { colorScheme, scale: 1 })).data].slice(0, 4);
    expect(await corner('light')).toEqual([255, 255, 255, 255]);
    expect(await corner('dark')).toEqual([0x1b, 0x1b, 0x1f, 255]);
  });

  it('draws the title, with no font of the machine', async () => {
    const { data, width, channels } = decode(await toPng(chart, { scale: 1 }));
    const title = Array.from(
      { length: 22 * 400 },
      (_, i) => data[((16 + Math.floor(i / 400)) * width + 16 + (i % 400)) * channels]!,
    );
    const inked = title.filter((value) => value < 128).length;
    expect(inked).toBeGreaterThan(800);
    expect(inked).toBeLessThan(title.length / 2);
  });

  it.each([
    [{ scale: 0 }, /toPng: scale must be a number in \(0, 8\], got 0/],
    [{ scale: NaN }, /got NaN/],
    [{ colorScheme: 'inherited' as never }, /toPng: colorScheme must be one of .*, got "inherited"/],
  ])('refuses %j', async (options, message) => {
    await expect(toPng(chart, options)).rejects.toThrow(message);
  });
});
