import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type * as axe from 'axe-core';
import { Site } from './support/site';

const axePath = createRequire(__filename).resolve('axe-core/axe.min.js');
/** One page of each kind. */
const kinds = ['/lesson/papers', '/lesson/in-your-project', '/questions/freezing', '/results'];

let site: Site;

beforeAll(async () => {
  site = await Site.start();
});

afterAll(() => site.close());

describe.each(kinds)('%s', (path) => {
  test('has no serious fault for readers who want more contrast, in either scheme', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await site.open(path, { colorScheme, contrast: 'more', reducedMotion: 'reduce' });
      expect(await page.evaluate(() => matchMedia('(prefers-contrast: more)').matches)).toBe(true);
      await page.addScriptTag({ path: axePath });
      const { violations } = await page.evaluate(() =>
        (globalThis as unknown as { axe: typeof axe }).axe.run(),
      );
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]!.target.join(' ')}`)).toEqual([]);
      await page.context().close();
    }
  });

  test('is printed without what only works on a screen, and without what is cut off', async () => {
    const { page } = await site.open(path, { viewport: { width: 720, height: 1000 } });
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => void dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('.VPNav:visible, .vp-doc .button:visible, .predict-row:visible').count()).toBe(
      0,
    );
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.vp-doc :is(.papers-table, .verdicts-table, .laws-matrix)')]
        .filter((table) => table.scrollWidth > table.clientWidth + 1)
        .map((table) => table.className),
    );
    expect(cut).toEqual([]);
    await page.context().close();
  });
});
