import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { committedDigests } from './support/committed-digests';
import { FirefoxSite, resize } from './support/firefox';
import { pagePaths } from './support/site';

let site: FirefoxSite;

beforeAll(async () => {
  site = await FirefoxSite.start();
});

afterAll(() => site.close());

const lesson = pagePaths.filter((path) => path.startsWith('/lesson/'));
const textOf = (page: Page, selector: string) =>
  page.$eval(selector, (element) => (element as HTMLElement).innerText);

/** Presses a button or a choice by its accessible name. */
async function press(page: Page, name: string, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  const target = await page.waitForSelector(`::-p-aria([name="${name}"])`);
  await target!.focus();
  await page.keyboard.press(key);
}

test.each([...lesson, '/', '/playground'])('%s loads without errors and fits', async (path) => {
  const { page, problems } = await site.open(path);
  for (const width of [1280, 390]) {
    await resize(page, { width, height: 844 });
    await page.waitForFunction(() => document.documentElement.scrollWidth <= window.innerWidth);
  }
  expect(problems).toEqual([]);
  await page.close();
});

test('a chapter is scrolled through, numbers are moved with keys, and symbols light up', async () => {
  const { page, problems } = await site.open('/lesson/what-it-is');
  await press(page, '5: Divide, and done');
  const factor = await page.waitForSelector('::-p-aria(Factor of the raw values)');
  await factor!.focus();
  const before = await factor!.evaluate(
    (element) => element.getAttribute('aria-valuetext') ?? element.ariaValueNow,
  );
  await page.keyboard.press('ArrowRight');
  const after = await factor!.evaluate(
    (element) => element.getAttribute('aria-valuetext') ?? element.ariaValueNow,
  );
  expect(after).not.toBe(before);
  await page.$eval('.term.t-hat', (term) => (term as HTMLElement).focus());
  expect(await page.$eval('.scrolly', (scrolly) => (scrolly as HTMLElement).dataset.lit)).toBe('hat');
  expect(problems).toEqual([]);
  await page.close();
});

test('a program runs, in a worker with WebAssembly', async () => {
  const { page, problems } = await site.open('/lesson/training-and-inference');
  const root = '[data-example="two-hundred-predictions"]';
  await page.$eval(root, (element) => element.scrollIntoView());
  await page.waitForSelector(`${root} .runnable-bar:not([inert])`);
  await page.$eval(`${root} .run`, (button) => (button as HTMLElement).click());
  await page.waitForFunction(
    (selector) =>
      ['finished', 'failed'].includes(document.querySelector<HTMLElement>(selector)!.dataset.state!),
    { timeout: 120_000 },
    root,
  );
  expect(await page.$eval(root, (element) => (element as HTMLElement).dataset.state)).toBe('finished');
  expect(problems).toEqual([]);
  await page.close();
}, 150_000);

test('convolutional networks train in a chapter', async () => {
  const { page, problems } = await site.open('/lesson/conv-and-recurrent');
  await page.$$eval('.figure-frame', (frames) => frames[1]!.scrollIntoView());
  await press(page, 'Train both');
  await page.waitForFunction(
    () => document.querySelector<HTMLElement>('.conv-race')?.dataset.state === 'finished',
    { timeout: 120_000 },
  );
  expect(await textOf(page, '.conv-race .finding')).toMatch(/% without, \d+ % with batch norm/);
  expect(problems).toEqual([]);
  await page.close();
}, 150_000);

test('the playground trains both networks to the same bits as elsewhere', async () => {
  const { page, problems } = await site.open('/playground?batches=200');
  await page.waitForFunction(
    () => document.querySelector<HTMLElement>('.playground')?.dataset.phase === 'finished',
    { timeout: 120_000 },
  );
  await page.waitForFunction(() => document.querySelectorAll('.playground td[data-digest]').length === 2);
  const digests = await page.$$eval('.playground td[data-digest]', (cells) =>
    cells.map((cell) => (cell as HTMLElement).dataset.digest),
  );
  expect(digests).toEqual(committedDigests);
  expect(problems).toEqual([]);
  await page.close();
}, 150_000);
