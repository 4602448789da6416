import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Response } from 'playwright-core';
import { playground } from './support/playground';
import { pagePaths, Site } from './support/site';

/** How much a reader loads before there is something to see. Hosts compress what is not compressed already. */
let site: Site;

beforeAll(async () => {
  site = await Site.start();
});

afterAll(() => site.close());

const lesson = pagePaths.filter((path) => path.startsWith('/lesson/'));

test.each(['/', ...lesson])('%s needs less than 200 kB of compressed scripts', async (path) => {
  const page = await site.browser.newPage();
  const scripts: Response[] = [];
  const collect = (response: Response) => {
    if (response.request().resourceType() === 'script') scripts.push(response);
  };
  page.on('response', collect);
  await page.goto(`${site.server.origin}${path}`);
  await page.waitForLoadState('load');
  // What figures load after that does not stand between the reader and the page.
  page.off('response', collect);
  const sizes = await Promise.all(scripts.map(async (response) => compressed(await response.body())));
  expect(sizes.length).toBeGreaterThan(0);
  expect(sum(sizes)).toBeLessThan(200_000);
  await page.close();
});

/** Bytes that the playground may load before its first step: digits, and all else. */
const BUDGET = { digits: 1_000_000, rest: 650_000 };

test('the networks of the playground train on the first megabyte of digits', async () => {
  const context = await site.browser.newContext({ reducedMotion: 'reduce', serviceWorkers: 'block' });
  const loaded = { digits: 0, rest: 0 };
  /** What two workers ask for comes once: a browser keeps it, but not while its requests are looked at. */
  const known = new Set<string>();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await context.route('**', async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    const isDigits = new URL(route.request().url()).pathname.startsWith('/mnist/');
    const kind = isDigits ? 'digits' : 'rest';
    const bytes =
      isDigits || /woff2|image/.test(response.headers()['content-type'] ?? '')
        ? body.length
        : compressed(body);
    // What comes after the budget is spent never comes.
    if (!known.has(route.request().url())) {
      if (loaded[kind] + bytes > BUDGET[kind]) await held;
      loaded[kind] += bytes;
      known.add(route.request().url());
    }
    await route.fulfill({ response, body }).catch(() => undefined);
  });
  const page = await context.newPage();
  await page.goto(`${site.server.origin}/playground`);
  await playground(page).frames(3);
  release();
  await context.close();
});

const compressed = (body: Buffer) => gzipSync(body).length;
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
