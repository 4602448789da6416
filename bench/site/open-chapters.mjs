/** How much slower the processor of a phone is. */
const PHONE = 4;

/** What a page does not answer to for as long as it lasts: milliseconds, from 50 on, of the longest task of all. */
async function longestTask(browser, url) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: PHONE });
  await page.goto(url, { waitUntil: 'networkidle' });
  const tasks = await page.evaluate(() => {
    const observer = new PerformanceObserver(() => undefined);
    observer.observe({ type: 'longtask', buffered: true });
    return observer.takeRecords().map(({ duration }) => duration);
  });
  await context.close();
  return Math.max(0, ...tasks);
}

/** The longest task of each chapter as it opens on a slow phone, in milliseconds. */
export async function openChapters(browser, { origin, chapters }) {
  const longest = {};
  for (const chapter of chapters) longest[chapter] = await longestTask(browser, `${origin}${chapter}`);
  return longest;
}
