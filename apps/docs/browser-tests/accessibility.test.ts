import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type * as axe from 'axe-core';
import type { Page } from 'playwright-core';
import { example } from './support/example';
import { sampledPaths, Site } from './support/site';

const axePath = createRequire(__filename).resolve('axe-core/axe.min.js');

let site: Site;

beforeAll(async () => {
  site = await Site.start();
});

afterAll(() => site.close());

/** Serious and critical faults, one line each. */
async function faults(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axePath });
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help}: ${nodes
          .map(({ target }) => target.join(' '))
          .slice(0, 3)
          .join(', ')}`,
    );
}

/** Those of the page in light, and then in the dark, which is the same page in other colours. */
async function faultsOfBoth(page: Page): Promise<Record<'light' | 'dark', string[]>> {
  const light = await faults(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('html.dark').waitFor({ state: 'attached' });
  return { light, dark: await faults(page) };
}

const NONE = { light: [], dark: [] };

test.each(sampledPaths)(
  '%s has no serious fault in light or dark',
  async (path) => {
    const { page } = await site.open(path, { colorScheme: 'light', reducedMotion: 'reduce' });
    expect(await faultsOfBoth(page)).toEqual(NONE);
    await page.context().close();
  },
  60_000,
);

test('nor has an example with its output, its chart and an error', async () => {
  const { page } = await site.open('/lesson/what-it-is', { colorScheme: 'light', reducedMotion: 'reduce' });
  expect(await example(page, 'train-the-pair').run()).toBe('finished');
  const failing = example(page, 'normalize-a-batch');
  await failing.write('console.warn("careful");\nthrow new Error("on purpose");');
  expect(await failing.run()).toBe('failed');
  expect(await faultsOfBoth(page)).toEqual(NONE);
  await page.context().close();
}, 60_000);
