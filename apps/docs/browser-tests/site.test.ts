import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { example } from './support/example';
import { Site } from './support/site';

let site: Site;

beforeAll(async () => {
  site = await Site.start();
});

afterAll(() => site.close());

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
}, 600_000);

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

/** What readers ask, and the section of the site that they should be led to. */
const searches: readonly [words: string, section: RegExp][] = [
  ['batch norm dropout', /\/questions\//],
  ['evaluation far worse', /\/questions\//],
  ['epsilon', /\/(lesson|questions)\//],
  ['small batches', /\/(lesson|questions)\//],
  ['gradient', /\/(lesson|questions)\//],
  ['recurrent', /\/(lesson|questions)\//],
  ['moving average', /\/(lesson|questions)\//],
  ['fold', /\/(lesson|questions)\//],
];

test('the search finds chapters and questions before the API', async () => {
  const { page } = await site.open('/');
  await page
    .getByRole('button', { name: /search/i })
    .first()
    .click();
  const results = page.locator('.VPLocalSearchBox .result');
  const ranked: Record<string, string> = {};
  for (const [words, section] of searches) {
    await page.locator('.VPLocalSearchBox input').fill('');
    await results.first().waitFor({ state: 'detached' });
    await page.locator('.VPLocalSearchBox input').fill(words);
    await results.first().waitFor();
    const first = (await results.first().getAttribute('href'))!;
    if (!section.test(first)) ranked[words] = first;
  }
  expect(ranked).toEqual({});
  // The API is found too, by its names.
  await page.locator('.VPLocalSearchBox input').fill('foldBatchNorm');
  await page.locator('.VPLocalSearchBox .result[href*="/reference/"]').first().waitFor();
  await page.context().close();
});
