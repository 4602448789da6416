import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type * as axe from 'axe-core';
import { chromium, type Browser } from 'playwright-core';
import { findSweep } from '@bnlab/experiments';
import { reportHtml } from '../src/report/report-html';
import { recordsOfSweep } from '../test/helpers/records-of-sweep';
import { madeUpRecord } from '../../../packages/experiments/test/record/made-up-record';

const path = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const axePath = createRequire(__filename).resolve('axe-core/axe.min.js');

const sources = [
  {
    name: 'lesson',
    records: [1, 2].flatMap((seed) =>
      ['relu-lr0.01', 'sigmoid-lr2-2000', 'predict-batch-statistics'].map((name) => madeUpRecord(name, seed)),
    ),
  },
  {
    name: 'rates',
    records: [0.1, 1].flatMap((learningRate) =>
      [1, 2].map((seed) => madeUpRecord('relu-lr0.01-2000', seed, { learningRate })),
    ),
  },
  { name: 'placement', records: recordsOfSweep(findSweep('placement')!, [1, 2, 3]) },
];
const html = reportHtml(sources, { made: '2026-11-27', commit: 'abc' });

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: existsSync(path) ? path : undefined,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
});
afterAll(() => browser.close());

describe.each([
  ['desktop', 1280, 'light'],
  ['desktop', 1280, 'dark'],
  ['phone', 360, 'light'],
  ['phone', 360, 'dark'],
] as const)('the report on a %s, %d pixels wide, %s', (_, width, colorScheme) => {
  test('asks for nothing, says nothing on the console, fits, and has no serious fault', async () => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('request', (request) => said.push(request.url()));
    await page.setContent(html);
    expect(said).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.locator('summary').first().click();
    expect(await page.locator('details[open] code').first().innerText()).toContain('npx bnlab sweep');
    await page.addScriptTag({ path: axePath });
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: typeof axe }).axe.run(),
    );
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' '))])).toEqual([]);
    await context.close();
  });
});
