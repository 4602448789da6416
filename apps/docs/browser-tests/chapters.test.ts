import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type * as axe from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { Site } from './support/site';

const axePath = createRequire(__filename).resolve('axe-core/axe.min.js');
/** A phone, a tablet, a desk. */
const WIDTHS = [390, 768, 1440];

let site: Site;

beforeAll(async () => {
  site = await Site.start();
});

afterAll(() => site.close());

/** A chapter for a reader who wants little motion. */
async function open(path: string, options: Parameters<Site['open']>[1] = {}) {
  const { page, problems } = await site.open(path, { reducedMotion: 'reduce', ...options });
  return { page, finish: () => finish(page, problems) };
}

/** At every width the figures have the room that they take, and axe finds no serious fault in either scheme. */
async function finish(page: Page, problems: readonly string[]): Promise<void> {
  await page.addScriptTag({ path: axePath });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await page.waitForFunction(() => document.documentElement.scrollWidth <= window.innerWidth);
    expect({ width, outside: await page.evaluate(textsOutside) }).toEqual({ width, outside: [] });
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: typeof axe }).axe.run(),
    );
    const faults = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    expect({ colorScheme, faults }).toEqual({ colorScheme, faults: [] });
  }
  expect(problems).toEqual([]);
  await page.context().close();
}

/** Words of drawings that are cut off at their edge, or too small to be read. */
function textsOutside(): string[] {
  return [...document.querySelectorAll<SVGSVGElement>('.vp-doc svg[role="img"]')].flatMap((svg) => {
    const { left, right } = svg.getBoundingClientRect();
    return [...svg.querySelectorAll('text')].flatMap((text) => {
      const box = text.getBoundingClientRect();
      if (box.width === 0) return [];
      const isSmall = Number.parseFloat(getComputedStyle(text).fontSize) < 11;
      const isOutside = box.left < left - 2 || box.right > Math.max(right, left + svg.clientWidth) + 2;
      return isSmall || isOutside ? [text.textContent.trim()] : [];
    });
  });
}

/** Presses keys on an element that has the focus. */
async function press(target: Locator, ...keys: string[]): Promise<void> {
  await target.focus();
  for (const key of keys) await target.press(key);
}

const label = (figure: Locator) => figure.getAttribute('aria-label');

test('see it work: a bet, the wall, a story, and the cliff', async () => {
  const { page, finish } = await open('/lesson/experiments');
  const wall = page.locator('.experiment-wall');
  await press(wall.getByRole('checkbox', { name: /^ReLU, learning rate 2/ }), 'Space');
  await press(wall.getByRole('button', { name: 'Show the runs' }), 'Enter');
  expect(await wall.locator('.finding').innerText()).toMatch(/^In \d+ of 16 settings/);
  expect(await wall.locator('.verdict').innerText()).toMatch(/^You named 1 of the \d+ that fail\./);

  await press(wall.getByRole('link', { name: /^ReLU, learning rate 2/ }), 'Enter');
  const story = page.locator('#relu-lr2');
  expect(await story.getAttribute('open')).not.toBeNull();
  const before = await story.locator('.run-reading').innerText();
  await press(story.getByRole('slider', { name: 'Moment of the training' }), 'Home');
  expect(await story.locator('.run-reading').innerText()).not.toBe(before);
  expect(await label(story.locator('.run-curves svg'))).toContain('batch 0');

  await press(page.getByRole('button', { name: '5: Dead' }), 'Enter');
  const cliff = page.locator('.cliff svg');
  await page.waitForFunction(() => document.querySelector('.cliff svg')!.ariaLabel!.includes('24,677'));
  expect(await label(cliff)).toMatch(/51, 69, 99 are dead/);
  await finish();
});

test('a link to a setting opens its story', async () => {
  const { page } = await open('/lesson/experiments#bad-sigmoid-lr1');
  await page.locator('#bad-sigmoid-lr1 .run-curves').waitFor();
  await page.context().close();
});

test('good for: two ends are moved, and the scroll leads through seven benefits', async () => {
  const { page, finish } = await open('/lesson/benefits');
  const guess = page.locator('.predict-range');
  expect(await label(guess.getByRole('img'))).toContain('not shown yet');
  await press(guess.getByRole('slider').first(), 'ArrowRight');
  await press(guess.getByRole('button', { name: 'Show the runs' }), 'Enter');
  expect(await guess.locator('.finding').innerText()).toContain('you said 0.03 to 3');

  const figure = page.locator('.benefit-figure');
  await press(page.getByRole('button', { name: '5: 5. Deeper networks work' }), 'Enter');
  await page.waitForFunction(() =>
    document.querySelector('.benefit-figure .finding')!.textContent.includes('depths'),
  );
  const fixed = await figure.locator('.finding').innerText();
  await press(figure.getByRole('radio', { name: 'Fixed starting weights' }), 'ArrowRight');
  expect(await figure.locator('.finding').innerText()).not.toBe(fixed);
  await finish();
});

describe('when it fails', () => {
  test('step by step units go off, and rate 0.1 keeps them', async () => {
    const { page, finish } = await open('/lesson/when-it-fails');
    await press(page.getByRole('button', { name: 'Show them without a guess' }), 'Enter');
    const yard = page.locator('.switch-yard');
    await press(yard.getByRole('button', { name: 'Next batch' }), 'Enter', 'Enter');
    expect(await yard.locator('.finding').innerText()).toMatch(/^After 2 steps at rate 2, \d+ of 100 units/);
    await press(yard.getByRole('slider'), 'End');
    const off = Number(/, (\d+) of 100/.exec(await yard.locator('.finding').innerText())![1]);
    expect(off).toBeGreaterThan(75);
    await press(yard.getByRole('radio', { name: 'rate 0.1' }), 'Space');
    expect(await yard.locator('.finding').innerText()).toMatch(/, [0-5] of 100/);
    await finish();
  });

  test('the statistics of the images undo fog, live', async () => {
    const { page, finish } = await open('/lesson/when-it-fails');
    const weather = page.locator('.weather');
    await page.locator('.figure-frame').nth(1).scrollIntoViewIfNeeded();
    await weather.getByRole('button', { name: 'Train both networks' }).click();
    await weather.locator('.weather-rows').waitFor();
    const share = async (row: string) =>
      Number.parseInt(await weather.locator(`[data-row="${row}"] b`).first().innerText());
    await press(weather.getByRole('radio', { name: 'as trained' }), 'ArrowRight', 'ArrowRight');
    await page.waitForFunction(() =>
      /^Fog: \d/.test(document.querySelector('.weather .finding')!.textContent),
    );
    await page.waitForFunction(
      () => Number.parseInt(document.querySelector('[data-row="batch"] b')!.textContent) > 85,
    );
    expect(await share('population')).toBeLessThan(70);
    await finish();
  });
});
