import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import { committedDigests } from './support/committed-digests';
import { playground } from './support/playground';
import { Site } from './support/site';

let site: Site;

beforeAll(async () => {
  site = await Site.start();
});

afterAll(() => site.close());

async function open(path = '/playground', options: BrowserContextOptions = {}) {
  const opened = await site.open(path, { reducedMotion: 'reduce', ...options });
  return { ...opened, lab: playground(opened.page) };
}

describe('the networks', () => {
  test('train by themselves, and have the digests that are committed', async () => {
    const { page, lab, problems } = await open('/playground?batches=200');
    await lab.phase('finished');
    expect(await lab.digests()).toEqual(committedDigests);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test('of the lesson are a choice of the menu, with what the lesson had', async () => {
    const { page, lab } = await open();
    await lab.root.locator('.opener').click();
    await lab.root.locator('[data-preset="relu-lr0.01-2000"]').click();
    // Loading is over at once where the images are there.
    await lab.phase('loading', 'running');
    await lab.phase('finished');
    expect(await lab.value('with', 'lesson')).toContain('95.25');
    expect(Number.parseFloat(await lab.value('with', 'validation'))).toBeGreaterThan(94);
    await page.context().close();
  });

  test('are the same for whoever opens the link', async () => {
    const link = '/playground?layers=100-100&bn=10&act=tanh&lr=0.3&batches=100&images=2000';
    const { page, lab } = await open(link);
    await lab.phase('finished');
    const digests = await lab.digests();
    await lab.button('Train again').click();
    await lab.phase('loading', 'running');
    await lab.phase('finished');
    expect(await lab.digests()).toEqual(digests);
    expect(page.url().slice(site.server.origin.length)).toBe(link);
    await page.context().close();
  });

  test('go on while the reader is on another page, and are there on the way back', async () => {
    const { page, lab } = await open('/playground?images=2000&batches=600');
    await lab.frames(2);
    await page.getByRole('link', { name: 'Use it', exact: true }).first().click();
    await page.waitForURL(/\/use-it$/);
    await page.goBack();
    await lab.phase('finished');
    expect(page.url()).toContain('batches=600');
    await page.context().close();
  });
});

test('a damaged link says what could not be read', async () => {
  const { page, lab } = await open('/playground?batches=50&images=1000&lr=fast&act=cubic');
  await lab.phase('finished');
  expect(await lab.notice.innerText()).toMatch(/act=cubic, lr=fast could not be read/);
  await page.context().close();
});

describe('the controls', () => {
  test('work with the keyboard alone', async () => {
    const { page, lab } = await open('/playground?batches=100&images=1000');
    await lab.phase('finished');
    await lab.timeline.focus();
    await page.keyboard.press('Home');
    expect(await lab.step()).toBe(0);
    await page.keyboard.press('End');
    expect(await lab.step()).toBe(100);
    await page.keyboard.press('ArrowLeft');
    expect(await lab.step()).toBe(98);
    expect(await lab.timeline.getAttribute('aria-valuetext')).toMatch(
      /^batch 98: without \d+ %, with \d+ %$/,
    );
    await lab.root.locator('.opener').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement!.className)).toContain('opener');
    await page.context().close();
  });

  test('refuse what cannot be, say what can, and take it back', async () => {
    const { page, lab } = await open('/playground?batches=50&images=1000');
    await lab.button('All settings').click();
    const rate = lab.root.getByRole('dialog').getByLabel('Learning rate');
    await rate.fill('-1');
    await rate.blur();
    expect(await lab.root.getByRole('alert').innerText()).toBe('Must be a number from 0.000001 to 1,000.');
    await rate.fill('0.2');
    expect(await lab.root.getByRole('alert').count()).toBe(0);
    await page.keyboard.press('Enter');
    await lab.phase('finished');
    expect(page.url()).toContain('lr=0.2');
    await page.context().close();
  });

  test('a drag on the chart goes to that moment', async () => {
    const { page, lab } = await open('/playground?batches=400&images=1000');
    await lab.phase('finished');
    const { x, y, width, height } = (await lab.root.locator('.accuracy-timeline').boundingBox())!;
    await page.mouse.move(x + width * 0.7, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + 50, y + height / 2, { steps: 4 });
    await page.mouse.up();
    expect(await lab.step()).toBeLessThan(20);
    await page.context().close();
  });
});

test('a digit drawn by hand is read by both networks, and again after new training', async () => {
  const { page, lab } = await open('/playground?batches=600&images=5000');
  await lab.phase('finished');
  const pad = lab.root.locator('.digit-pad');
  const { x, y, width, height } = (await pad.boundingBox())!;
  // A one: a straight line down.
  await page.mouse.move(x + width / 2 + 8, y + height * 0.2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 - 6, y + height * 0.8, { steps: 12 });
  await page.mouse.up();
  const answer = lab.root.locator('[data-answer="with"] b');
  await page.waitForFunction(() => document.querySelector('[data-answer="with"] b')?.textContent === '1');
  await lab.button('Train again').click();
  await lab.phase('loading', 'running');
  await lab.phase('finished');
  await page.waitForFunction(() => document.querySelector('[data-answer="with"] b')?.textContent === '1');
  expect(await answer.innerText()).toBe('1');
  await page.context().close();
});

test('on a slow connection, training begins with the first images', async () => {
  const context = await site.browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await context.route(/train-(1|2|3|4|5)\d+\..*\.bin$/, async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  await page.goto(`${site.server.origin}/playground`);
  const lab = playground(page);
  await lab.frames(3);
  release();
  await context.close();
});

describe('the whole tool is on one screen', () => {
  test.each([
    [1440, 900],
    [390, 844],
  ])('of %d x %d', async (width, height) => {
    const { page, lab, problems } = await open('/playground?batches=100&images=1000', {
      viewport: { width, height },
    });
    await lab.phase('finished');
    const excess = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return [scrollWidth - innerWidth, scrollHeight - innerHeight];
    });
    expect({ problems, excess }).toEqual({ problems: [], excess: [0, 0] });
    await page.context().close();
  });
});
