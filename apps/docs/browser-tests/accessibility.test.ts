import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
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

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test.each(sampledPaths)(
    '%s has no serious fault',
    async (path) => {
      const { page } = await site.open(path, { colorScheme, reducedMotion: 'reduce' });
      expect(await faults(page)).toEqual([]);
      await page.context().close();
    },
    60_000,
  );

  test('nor has an example with its output, its chart and an error', async () => {
    const { page } = await site.open('/lesson/what-it-is', { colorScheme, reducedMotion: 'reduce' });
    expect(await example(page, 'train-the-pair').run()).toBe('finished');
    const failing = example(page, 'normalize-a-batch');
    await failing.write('console.warn("careful");\nthrow new Error("on purpose");');
    expect(await failing.run()).toBe('failed');
    expect(await faults(page)).toEqual([]);
    await page.context().close();
  }, 60_000);
});
