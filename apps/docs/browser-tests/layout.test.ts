import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { sampledPaths, Site } from './support/site';

/** A phone, a tablet upright, where the menu leaves a page the least room, a tablet, and two desks. */
const WIDTHS = [390, 768, 820, 1024, 1440, 1920];
/** Pixels: what is smaller is not read on a phone. */
const SMALLEST_TEXT = 11;

let site: Site;

beforeAll(async () => {
  site = await Site.start();
});

afterAll(() => site.close());

test.each(sampledPaths)(
  '%s fits every width in light and dark, and stays where it was drawn',
  async (path) => {
    const { page, problems } = await site.open(path, {
      viewport: { width: WIDTHS[0]!, height: 844 },
      reducedMotion: 'reduce',
    });
    expect(await page.evaluate(layoutShift)).toBeLessThan(0.05);
    expect(await page.locator('h1').count()).toBe(1);
    // As it was built, before one comes to its figures.
    await expectToFit(page, WIDTHS[0]!);
    // Figures below the screen are drawn when one comes to them.
    await page.evaluate(() => void dispatchEvent(new Event('beforeprint')));
    await page.evaluate(() => void dispatchEvent(new Event('afterprint')));
    expect(await page.evaluate(smallTexts, SMALLEST_TEXT)).toEqual([]);
    for (const width of WIDTHS) await expectToFit(page, width);
    // Colours move nothing, unless a drawing has words of its own in the dark.
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const width of [WIDTHS.at(-1)!, WIDTHS[0]!]) await expectToFit(page, width);
    expect(problems).toEqual([]);
    await page.context().close();
  },
);

// The first column of the matrix of laws stays while the others scroll.
test.each([1024, 1440])('no other table of the results is cut off at %d pixels', async (width) => {
  const { page } = await site.open('/results', { viewport: { width, height: 844 } });
  const cut = await page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        '.vp-doc :is(.wide, .papers-table, .verdicts-table, .laws-broken)',
      ),
    ]
      .filter((table) => table.scrollWidth > table.clientWidth + 1)
      .map(
        (table) =>
          `${table.className} ${table.textContent.trim().slice(0, 40)}: ${table.scrollWidth} of ${table.clientWidth}`,
      ),
  );
  expect(cut).toEqual([]);
  await page.context().close();
});

/** Waits for the page to be as wide as the screen; what it fails with says by how much it is wider. */
async function expectToFit(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 844 });
  const excess = () => document.documentElement.scrollWidth - innerWidth;
  // Drawings follow the width of the page a frame later.
  await page
    .waitForFunction(() => document.documentElement.scrollWidth <= innerWidth, undefined, { timeout: 5000 })
    .catch(async () => expect({ width, excess: await page.evaluate(excess) }).toEqual({ width, excess: 0 }));
}

/** The sum of all shifts since the page was asked for. */
function layoutShift(): number {
  const observer = new PerformanceObserver(() => undefined);
  observer.observe({ type: 'layout-shift', buffered: true });
  const shifts = observer.takeRecords() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[];
  observer.disconnect();
  return shifts.reduce((sum, { value, hadRecentInput }) => (hadRecentInput ? sum : sum + value), 0);
}

/** Words that are drawn smaller than so many pixels, with their size; those of a drawing as it is scaled. */
function smallTexts(least: number): string[] {
  const small = new Set<string>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    // KaTeX sets struts of no width.
    const words = walker.currentNode.textContent!.replaceAll('\u200b', '').trim();
    const element = walker.currentNode.parentElement!;
    // The scripts of formulas are seven tenths of their line; their MathML is for screen readers alone.
    const isScript = element.closest('.katex .mtight, .katex-mathml') !== null;
    if (words === '' || isScript || !element.checkVisibility({ visibilityProperty: true })) continue;
    const drawing = element.closest('svg');
    const drawn = drawing?.viewBox.baseVal.width;
    const scale = drawn ? drawing.getBoundingClientRect().width / drawn : 1;
    const size = Number.parseFloat(getComputedStyle(element).fontSize) * scale;
    if (size < least - 0.05) small.add(`${size.toFixed(1)}: ${words.slice(0, 40)}`);
  }
  return [...small];
}
