import { median } from '../support/median.mjs';

/** How much slower the processor of a phone is. */
const PHONE = 4;
/** Milliseconds without a task of 50 after which a page has opened. */
const REST = 2000;

/** What a page does not answer to for as long as it lasts: milliseconds, from 50 on, of the longest task of all. */
async function longestTask(browser, url) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: PHONE });
  await page.addInitScript(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => globalThis.longTasks.push(...list.getEntries())).observe({
      type: 'longtask',
    });
  });
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForFunction(
    (rest) => {
      const { startTime, duration } = globalThis.longTasks.at(-1) ?? { startTime: 0, duration: 0 };
      return (
        performance.now() -
          Math.max(startTime + duration, performance.timing.loadEventEnd - performance.timeOrigin) >
        rest
      );
    },
    REST,
    { polling: 250 },
  );
  const tasks = await page.evaluate(() => globalThis.longTasks.map(({ duration }) => duration));
  await context.close();
  return Math.max(0, ...tasks);
}

/**
 * The longest task of each chapter as it opens on a slow phone, in milliseconds: the median of several openings, each in
 * a fresh profile.
 */
export async function openChapters(browser, { origin, chapters, rounds }) {
  const longest = Object.fromEntries(chapters.map((chapter) => [chapter, []]));
  for (let round = 0; round < rounds; round++) {
    for (const chapter of chapters) longest[chapter].push(await longestTask(browser, `${origin}${chapter}`));
  }
  return Object.fromEntries(chapters.map((chapter) => [chapter, median(longest[chapter])]));
}
