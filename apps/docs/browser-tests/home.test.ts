import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Site } from './support/site';

let site: Site;

beforeAll(async () => {
  site = await Site.start();
});

afterAll(() => site.close());

const ridgesOf = 'canvas.layer-ridges';

test('the layers follow the slider', async () => {
  const { page, problems } = await site.open('/', { reducedMotion: 'reduce' });
  const ridges = page.locator(ridgesOf);
  const label = () => ridges.getAttribute('aria-label');
  await page.waitForFunction(
    (selector) =>
      document.querySelector(selector)!.getAttribute('aria-label')!.includes('standard deviation'),
    ridgesOf,
  );
  const before = await label();
  await page.getByRole('slider', { name: 'Spread of the starting weights' }).fill('0.9');
  await page.waitForFunction(
    ([selector, old]) => document.querySelector(selector)!.getAttribute('aria-label') !== old,
    [ridgesOf, before] as const,
  );
  expect(await label()).not.toBe(before);
  expect(problems).toEqual([]);
  await page.context().close();
});

test('one press trains both networks, and leaves its marks', async () => {
  const { page, problems } = await site.open('/', { reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'Train both' }).click();
  await page.waitForFunction(
    () => document.querySelector<HTMLElement>('.hero')!.dataset.trials === '1',
    undefined,
    { timeout: 60_000 },
  );
  expect(Number.parseInt(await page.locator('[data-score="with"]').innerText(), 10)).toBeGreaterThan(80);
  expect(Number.parseInt(await page.locator('[data-score="without"]').innerText(), 10)).toBeLessThan(40);
  await page.reload();
  await page.waitForFunction(() => document.querySelector<HTMLElement>('.hero')!.dataset.trials === '1');
  expect(problems).toEqual([]);
  await page.context().close();
});

describe('without scripts', () => {
  test('the recorded layers and the three doors are there', async () => {
    const { page } = await site.open('/', { javaScriptEnabled: false });
    const figure = page.getByRole('img', { name: /^What goes into the activations of six layers/ });
    expect(await figure.locator('polyline').count()).toBe(12);
    // All six layers, where the live ones would be, and nothing cut off.
    const room = (await page.locator('.ridges').boundingBox())!;
    for (const words of await figure.getByText(/^layer [1-6]$/).all()) {
      const box = (await words.boundingBox())!;
      expect(box.y).toBeGreaterThan(room.y);
      expect(box.y + box.height).toBeLessThan(room.y + room.height);
    }
    for (const name of ['Learn it', 'Use it', 'Reproduce it']) {
      expect(await page.getByRole('heading', { name }).count()).toBe(1);
    }
    await page.context().close();
  });
});
