import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { playground } from './support/playground';
import { Site } from './support/site';

/** What the playground shows of networks that are trained: other images, other kinds of layers, one unit by hand. */
let site: Site;

beforeAll(async () => {
  site = await Site.start();
});

afterAll(() => site.close());

/** A playground whose networks are trained, for a reader who wants little motion. */
async function openTrained(query: string) {
  const { page, problems } = await site.open(`/playground?${query}`, { reducedMotion: 'reduce' });
  const lab = playground(page);
  await lab.phase('finished');
  return { page, lab, problems };
}

/** Chooses how images are shown or read; the shares of right answers, once both networks have measured them. */
async function read(page: Page, { images, statistics }: { images?: string; statistics?: string }) {
  const lab = playground(page);
  if (images) await lab.root.getByLabel('New images').selectOption({ label: images });
  if (statistics) await lab.root.getByLabel('Mean and variance').selectOption({ label: statistics });
  await page.waitForFunction(() =>
    / [\d.]+ % and [\d.]+ % are right, where it was [\d.]+ % and [\d.]+ %/.test(
      document.querySelector('.playground .notice')!.textContent,
    ),
  );
  const words = await lab.notice.innerText();
  const [plain, normalized, usualPlain, usualNormalized] = [...words.matchAll(/([\d.]+) %/g)].map(
    ([, share]) => Number(share),
  ) as [number, number, number, number];
  return { words, plain, normalized, usualPlain, usualNormalized };
}

describe('corrupted images', () => {
  test('are read worse with the averages of training, and as before with their own statistics', async () => {
    const { page, lab, problems } = await openTrained('batches=600&images=5000&lr=0.1');
    const usual = await lab.notice.innerText();

    const fog = await read(page, { images: 'fog' });
    expect(fog.words).toMatch(/^Fog, read with the averages of training: /);
    expect(fog.usualNormalized).toBeGreaterThan(85);
    expect(fog.normalized).toBeLessThan(fog.usualNormalized - 15);

    const own = await read(page, { statistics: 'of these images' });
    expect(own.words).toMatch(/^Fog, read with their own statistics: /);
    expect(own.normalized).toBeGreaterThan(own.usualNormalized - 5);
    // The network without batch norm has no statistics to choose.
    expect(own.plain).toBe(fog.plain);

    const inverted = await read(page, { images: 'inverted', statistics: 'of training' });
    expect(inverted.words).toMatch(/^Inverted, /);
    expect(inverted.normalized).toBeLessThan(60);

    await lab.root.getByLabel('New images').selectOption({ label: 'as trained' });
    await page.waitForFunction(
      (words) => document.querySelector<HTMLElement>('.playground .notice')!.innerText === words,
      usual,
    );
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test('are shown as the networks see them, in the gallery, its answers and what is drawn', async () => {
    const { page, lab } = await openTrained('batches=100&images=1000');
    const looks = () =>
      lab.root
        .locator('.digit-gallery canvas, .digit-pad canvas')
        .evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()));
    const before = await looks();
    await read(page, { images: 'inverted' });
    await page.waitForFunction(
      (old) =>
        [...document.querySelectorAll<HTMLCanvasElement>('.digit-gallery canvas')].every(
          (canvas, index) => canvas.toDataURL() !== old[index],
        ),
      before,
    );
    await page.context().close();
  });

  test('do not follow the reader to other pages', async () => {
    const { page } = await openTrained('batches=100&images=1000');
    await read(page, { images: 'noise' });
    await page.getByRole('link', { name: 'Use it', exact: true }).first().click();
    // The address changes first.
    await page.locator('.playground').waitFor({ state: 'detached' });
    await page.goBack();
    const lab = playground(page);
    await lab.phase('finished');
    expect(await lab.root.getByLabel('New images').inputValue()).toBe('clear');
    expect(await lab.notice.innerText()).not.toMatch(/^Noise/);
    await page.context().close();
  });
});

/** Opens the first unit by hand. */
async function openUnit(lab: ReturnType<typeof playground>): Promise<void> {
  await lab.root.getByRole('radio', { name: 'Units' }).check();
  await lab.button('Open a unit').click();
}

/** All numbers in a text, with true minus signs and powers of ten as the site writes them. */
function numbersIn(text: string): number[] {
  const plain = text
    .replaceAll('−', '-')
    .replaceAll(',', '')
    .replace(
      /·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g,
      (_, exponent: string) =>
        `e${[...exponent].map((sign) => '-0123456789'['⁻⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(sign)]).join('')}`,
    );
  return [...plain.matchAll(/-?\d+(\.\d+)?(e-?\d+)?/g)].map(([number]) => Number(number));
}

/** Every image of the unit's batch as the dialog works it out, from the first to the last. */
async function workedImages(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'One unit, one batch, by hand' });
  await dialog.locator('.unit-batch').waitFor();
  const lines = await dialog.evaluate(async (element) => {
    const slider = element.querySelector<HTMLInputElement>('input[type="range"]')!;
    const texts: string[] = [];
    for (let image = 0; image <= Number(slider.max); image++) {
      slider.value = String(image);
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((resolve) => requestAnimationFrame(resolve));
      texts.push(element.querySelector('.worked .c-with')!.textContent);
    }
    return texts;
  });
  return {
    dialog,
    images: lines.map((line) => {
      const [x, mean, deviation, xHat, gamma, , beta, y] = numbersIn(line) as [number, ...number[]];
      return { x, mean: mean!, deviation: deviation!, xHat: xHat!, gamma: gamma!, beta: beta!, y: y! };
    }),
  };
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** The site's epsilon. */
const EPSILON = 1e-3;

describe('one unit by hand', () => {
  test('has the numbers that batch norm makes of its batch', async () => {
    const { page, lab, problems } = await openTrained('batches=300&images=1000&lr=0.1&act=tanh');
    await openUnit(lab);
    const { dialog, images } = await workedImages(page);
    expect(images).toHaveLength(60);

    const xs = images.map(({ x }) => x);
    const mean = meanOf(xs);
    const variance = meanOf(xs.map((x) => (x - mean) ** 2));
    const shown = async (name: string) =>
      numbersIn(await dialog.locator(`[data-value="${name}"]`).innerText())[0]!;
    // All numbers are written with two or three digits after the point.
    expect(await shown('mean')).toBeCloseTo(mean, 1);
    expect(Math.abs((await shown('variance')) / variance - 1)).toBeLessThan(0.05);
    const deviation = Math.sqrt(variance + EPSILON);
    const [gamma, beta] = [images[0]!.gamma, images[0]!.beta];
    for (const image of images) {
      const xHat = (image.x - mean) / deviation;
      expect(Math.abs(image.xHat - xHat)).toBeLessThan(0.05);
      expect(Math.abs(image.y - (gamma * xHat + beta))).toBeLessThan(0.06);
    }
    // Trained: the scale and the shift are no longer 1 and 0.
    expect([gamma, beta]).not.toEqual([1, 0]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test('is that of the moment and the unit that are chosen', async () => {
    const { page, lab } = await openTrained('batches=100&images=1000');
    await lab.timeline.focus();
    await page.keyboard.press('Home');
    await openUnit(lab);
    const first = await workedImages(page);
    expect(await first.dialog.innerText()).toContain('after 0 batches');
    // Before the first step the scale is 1 and the shift 0.
    for (const { xHat, y, gamma, beta } of first.images) expect([gamma, beta, y]).toEqual([1, 0, xHat]);

    await first.dialog.getByLabel('Layer').selectOption('3');
    await first.dialog.getByLabel('Unit').fill('999');
    await first.dialog.getByLabel('Unit').blur();
    await first.dialog.locator('[data-unit="2-99"]').waitFor();
    expect(await first.dialog.getByLabel('Unit').inputValue()).toBe('100');
    // The same unit again: the field goes back to its number.
    await first.dialog.getByLabel('Unit').fill('5000');
    await first.dialog.getByLabel('Unit').blur();
    expect(await first.dialog.getByLabel('Unit').inputValue()).toBe('100');
    // What is drawn anew while a number is typed leaves the number alone.
    await first.dialog.getByLabel('Unit').fill('7');
    await first.dialog.getByLabel('Image of the batch').evaluate((slider: HTMLInputElement) => {
      slider.value = '3';
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await first.dialog.getByText('Image 4 of').waitFor();
    await first.dialog.getByLabel('Unit').blur();
    await first.dialog.locator('[data-unit="2-6"]').waitFor();
    await page.keyboard.press('Escape');
    await first.dialog.waitFor({ state: 'hidden' });
    await page.context().close();
  });

  test('opens where the drawing is clicked', async () => {
    const { page, lab } = await openTrained('batches=100&images=1000');
    await lab.root.getByRole('radio', { name: 'Units' }).check();
    const stage = lab.root.locator('.network-stage');
    const { width, height } = (await stage.boundingBox())!;
    // The pointer is over a unit where the drawing says that it can be clicked.
    for (let x = width * 0.16; x < width * 0.4; x += 6) {
      await stage.hover({ position: { x, y: height * 0.4 } });
      if (await stage.evaluate((canvas) => canvas.classList.contains('pointing'))) break;
    }
    await page.mouse.down();
    await page.mouse.up();
    const dialog = page.getByRole('dialog', { name: 'One unit, one batch, by hand' });
    await dialog.locator('[data-unit^="0-"]').waitFor();
    await page.context().close();
  });

  test('of a layer that is not normalized says so', async () => {
    const { page, lab } = await openTrained('batches=50&images=1000&bn=011');
    await openUnit(lab);
    const dialog = page.getByRole('dialog', { name: 'One unit, one batch, by hand' });
    await dialog.getByText('This layer is not normalized.').waitFor();
    expect(await dialog.locator('.worked .c-with').count()).toBe(0);
    await page.context().close();
  });
});

describe('convolutional networks', () => {
  const query = 'net=convolutional&layers=4-8&lr=0.1&batches=80&images=1000';

  test('train, are read under fog, and share the mean of a map', async () => {
    const { page, lab, problems } = await openTrained(query);
    expect(await lab.root.locator('.heads label').count()).toBe(2);
    expect(Number.parseFloat(await lab.value('with', 'validation'))).toBeGreaterThan(50);

    const fog = await read(page, { images: 'fog', statistics: 'of these images' });
    expect(fog.normalized).toBeGreaterThan(fog.usualNormalized - 15);

    await lab.root.getByLabel('New images').selectOption({ label: 'as trained' });
    await lab.root.getByLabel('Mean and variance').selectOption({ label: 'of training' });
    await openUnit(lab);
    const { dialog, images } = await workedImages(page);
    expect(await dialog.locator('.equation').first().innerText()).toMatch(
      /^Over 60 images × \d+ places of the map/,
    );
    for (const { x, mean, deviation, xHat, gamma, beta, y } of images) {
      // All factors are rounded to two digits or three.
      const tolerance = 0.02 + 0.01 * Math.abs(xHat);
      expect(Math.abs(mean + deviation * xHat - x)).toBeLessThan(tolerance);
      expect(Math.abs(gamma * xHat + beta - y)).toBeLessThan(tolerance);
    }
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test('come to the same bits again from the link', async () => {
    const { page, lab } = await openTrained(query);
    const digests = await lab.digests();
    await lab.button('Train again').click();
    await lab.phase('loading', 'running');
    await lab.phase('finished');
    expect(await lab.digests()).toEqual(digests);
    await page.context().close();
  });
});
