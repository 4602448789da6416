import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { example } from './support/example';
import { playground } from './support/playground';
import { Site } from './support/site';

/** Readers with other needs, devices and addresses than most. */
let site: Site;

beforeAll(async () => {
  site = await Site.start();
});

afterAll(() => site.close());

/** How much slower the processor of a phone is. */
const PHONE = 4;

test('on a slow phone the figure of the first page follows the slider, and the playground trains', async () => {
  const { page } = await site.open('/', { viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: PHONE });
  const ridges = 'canvas.layer-ridges';
  await page.waitForFunction(
    (selector) => /deviation/.test(document.querySelector(selector)!.ariaLabel!),
    ridges,
  );
  const before = await page.locator(ridges).getAttribute('aria-label');
  await page.getByRole('slider', { name: 'Spread of the starting weights' }).fill('0.9');
  await page.waitForFunction(([selector, old]) => document.querySelector(selector)!.ariaLabel !== old, [
    ridges,
    before,
  ] as const);
  await page.goto(`${site.server.origin}/playground?batches=50&images=1000`);
  await playground(page).phase('finished');
  await page.context().close();
});

describe.each(['light', 'dark'] as const)('a reader who wants more contrast, in %s,', (colorScheme) => {
  test('gets quiet words at 7 to 1 and lines at 3 to 1', async () => {
    const { page } = await site.open('/lesson/what-it-is', { colorScheme, contrast: 'more' });
    const ratios = await page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement('i'));
      const luminance = (name: string) => {
        probe.style.color = `var(${name})`;
        const channels = getComputedStyle(probe)
          .color.match(/[\d.]+/g)!
          .slice(0, 3);
        const [red, green, blue] = channels.map((channel) => {
          const share = Number(channel) / 255;
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
      };
      const ratio = (name: string) => {
        const [dark, light] = [luminance(name), luminance('--bg')].sort((a, b) => a - b);
        return (light! + 0.05) / (dark! + 0.05);
      };
      return { quiet: ratio('--quiet'), line: ratio('--line'), strong: ratio('--line-strong') };
    });
    expect(ratios.quiet).toBeGreaterThanOrEqual(7);
    expect(ratios.line).toBeGreaterThanOrEqual(3);
    expect(ratios.strong).toBeGreaterThanOrEqual(4.5);
    await page.context().close();
  });
});

test('on paper every figure is there, those too that were never scrolled to', async () => {
  const { page } = await site.open('/lesson/when-it-fails', { reducedMotion: 'reduce' });
  const blank = await page.evaluate(async () => {
    dispatchEvent(new Event('beforeprint'));
    // Between this event and the picture of the page there is no frame, only what is done at once.
    await Promise.resolve();
    return [...document.querySelectorAll('.figure-frame')]
      .filter((figure) => !figure.querySelector('svg, img, canvas, table, button, [role="img"]'))
      .map((figure) => figure.textContent.slice(0, 60));
  });
  expect(blank).toEqual([]);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(paper).toBe('rgb(255, 255, 255)');
  await page.context().close();
});

test('the words in every drawing are in the typeface of the page', async () => {
  const { page } = await site.open('/lesson/benefits', { reducedMotion: 'reduce' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.locator('svg text').first().waitFor();
  const families = await page.evaluate(() => [
    ...new Set([...document.querySelectorAll('svg text')].map((text) => getComputedStyle(text).fontFamily)),
  ]);
  for (const family of families) expect(family).toMatch(/^"?Inter/);
  await page.context().close();
});

describe('an address', () => {
  test('of the lesson alone leads to it', async () => {
    for (const path of ['/lesson', '/lesson/']) {
      const { page } = await site.open(path);
      await page.waitForURL(/\/lesson\//);
      expect(await page.locator('h1').innerText()).not.toMatch(/no page/);
      await page.context().close();
    }
  });

  test('that is none leads on from a page of the site', async () => {
    const { page } = await site.open('/404.html');
    expect(await page.locator('h1').innerText()).toBe('There is no page here');
    await page.getByRole('link', { name: 'The playground' }).click();
    await page.waitForURL(/\/playground$/);
    await page.context().close();
  });

  test('of a shared program that was cut off says so, and shows the original', async () => {
    const { page } = await site.open('/lesson/equations#run=equations&code=eNqrVkrO');
    const program = example(page, 'equations');
    await program.editor.waitFor();
    expect(await program.root.innerText()).toMatch(/link is damaged|could not be read/i);
    await page.context().close();
  });
});
