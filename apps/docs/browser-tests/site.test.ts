import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Response } from 'playwright-core';
import { example } from './support/example';
import { sampledPaths, Site } from './support/site';

let site: Site;

beforeAll(async () => {
  site = await Site.start();
});

afterAll(() => site.close());

describe.each([
  { width: 1280, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
  { width: 820, colorScheme: 'light' },
] as const)('at $width pixels, $colorScheme', ({ width, colorScheme }) => {
  test.each(sampledPaths)('%s loads without errors and fits', async (path) => {
    const { page, problems } = await site.open(path, { viewport: { width, height: 844 }, colorScheme });
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect({ problems, excess }).toEqual({ problems: [], excess: 0 });
    expect(await page.locator('h1').count()).toBe(1);
    await page.context().close();
  });
});

test('the first page needs less than 200 kB of compressed scripts', async () => {
  const page = await site.browser.newPage();
  const scripts: Response[] = [];
  const collect = (response: Response) => {
    if (response.request().resourceType() === 'script') scripts.push(response);
  };
  page.on('response', collect);
  await page.goto(`${site.server.origin}/`);
  await page.waitForLoadState('load');
  // What the figure loads after that does not stand between the reader and the page.
  page.off('response', collect);
  const sizes = await Promise.all(scripts.map(async (response) => gzipSync(await response.body()).length));
  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(200_000);
  await page.close();
});

test('search finds a chapter by a word of its text', async () => {
  const { page } = await site.open('/');
  await page
    .getByRole('button', { name: /search/i })
    .first()
    .click();
  await page.locator('.VPLocalSearchBox input').fill('momentum');
  const result = page.locator('.VPLocalSearchBox .result').first();
  await result.waitFor();
  await result.click();
  await page.waitForURL(/\/(lesson|questions)\//);
  await page.context().close();
});

test('the whole site works under a sub-path', async () => {
  const folder = mkdtempSync(`${tmpdir()}/bnlab-docs-`);
  const root = `${__dirname}/..`;
  execFileSync('npx', ['vitepress', 'build', '--outDir', folder], {
    cwd: root,
    env: { ...process.env, base: '/some/where/' },
    stdio: 'pipe',
  });
  const below = await Site.start({ folder, base: '/some/where/' });
  try {
    const { page, problems } = await below.open('/some/where/');
    await page.getByRole('link', { name: 'Start the lesson' }).click();
    const pair = example(page, 'train-the-pair');
    await pair.root.waitFor({ state: 'attached' });
    expect(await pair.run()).toBe('finished');
    expect(problems).toEqual([]);
  } finally {
    await below.close();
    rmSync(folder, { recursive: true });
  }
}, 240_000);

test('what was opened once works when the server is gone, trainings too', async () => {
  const own = await Site.start();
  try {
    const { page } = await own.open('/lesson/what-it-is');
    expect(await example(page, 'train-the-pair').run()).toBe('finished');
    // The page, and the program's worker, which was loaded before the service worker was there.
    await page.waitForFunction(async () => {
      const [name] = (await caches.keys()).filter((one) => one.startsWith('bnlab-site-'));
      if (name === undefined) return false;
      const kept = (await (await caches.open(name)).keys()).map(({ url }) => url);
      return kept.includes(location.href) && kept.some((url) => /\/viz-in-a-worker/.test(url));
    });
    await own.server.close();
    await page.reload();
    expect(await example(page, 'train-the-pair').run()).toBe('finished');
    await page.goto(`${own.server.origin}/lesson/equations`);
    expect(await page.locator('h1').innerText()).toBe('This page needs the network once');
  } finally {
    await own.browser.close();
  }
}, 120_000);

test('a first visit keeps no more than what it opened', async () => {
  const { page } = await site.open('/use-it');
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.waitForFunction(async () =>
    (await caches.keys()).some((name) => name.startsWith('bnlab-site-')),
  );
  const pages = await page.evaluate(async () => {
    const [name] = await caches.keys();
    const kept = await (await caches.open(name!)).keys();
    return kept.filter(({ url }) => !/\/assets\/|\.(svg|css)$/.test(url)).map(({ url }) => url);
  });
  expect(pages.length).toBeLessThanOrEqual(1);
  await page.context().close();
});

test('the search finds an answer to a question before the API', async () => {
  const { page } = await site.open('/');
  await page
    .getByRole('button', { name: /search/i })
    .first()
    .click();
  for (const words of ['batch norm dropout', 'evaluation far worse', 'epsilon']) {
    await page.locator('.VPLocalSearchBox input').fill(words);
    await page.locator('.VPLocalSearchBox .result').first().waitFor();
    const first = await page.locator('.VPLocalSearchBox .result').first().getAttribute('href');
    expect(first).not.toContain('/reference/');
  }
  await page.context().close();
});
