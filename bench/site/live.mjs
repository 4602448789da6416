/**
 * The site in Chromium: how fast the playground trains both networks with its charts live, beside two threads of Node that
 * train and measure the same, in turns; how long the page is deaf while it does; how soon the first page can be read; how
 * long each chapter is deaf as it opens on a slow phone.
 *
 *     npm run bench -- site [--rounds 5] [--batches 10000]
 *
 * Needs the built site, and Chromium: the one that CHROMIUM_PATH names, or Debian's, or Playwright's own. Prints a table
 * and writes bench/results/site.json.
 */
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { chromium } from 'playwright-core';
import { serve } from 'vitepress';
import { median } from '../support/median.mjs';
import { markdownTable } from '../support/readme-table.mjs';
import { writeResults } from '../support/write-results.mjs';
import { openChapters } from './open-chapters.mjs';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, batches: { type: 'string', default: '10000' } },
});
const [rounds, trainingBatches] = [Number(values.rounds), Number(values.batches)];
const batchesPerSample = 100;

const root = fileURLToPath(new URL('../../apps/docs', import.meta.url));
const chapters = readdirSync(`${root}/lesson`)
  .filter((file) => file.endsWith('.md') && file !== 'index.md')
  .map((file) => `/lesson/${file.replace('.md', '')}`);
const { server } = await serve({ root, port: 0 });
const origin = `http://localhost:${server.address().port}`;
const path = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const browser = await chromium.launch({
  executablePath: existsSync(path) ? path : undefined,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});

/** Milliseconds to the first paint of the first page in a fresh profile, and its compressed scripts in bytes. */
async function openFirstPage() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${origin}/`, { waitUntil: 'load' });
  const figures = await page.evaluate(async () => {
    const paint = await new Promise((resolve) => {
      const isFirst = ({ name }) => name === 'first-contentful-paint';
      new PerformanceObserver((list) => {
        const first = list.getEntries().find(isFirst);
        if (first) resolve(first.startTime);
      }).observe({ type: 'paint', buffered: true });
    });
    const resources = performance.getEntriesByType('resource');
    const scripts = resources.filter(({ name }) => name.endsWith('.js'));
    return {
      paint,
      scriptBytes: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    };
  });
  await context.close();
  return figures;
}

/** Both networks in the playground, once. */
async function trainInPage(page) {
  // It trains by itself as it opens; what is measured is the second training, with the digits there.
  await page.goto(`${origin}/playground?batches=${trainingBatches}`);
  await page.locator('.playground[data-phase="finished"]').waitFor({ timeout: 300_000 });
  return page.evaluate(async () => {
    const root = document.querySelector('.playground');
    const isIn = (phase) =>
      new Promise((resolve) => {
        const look = () => (root.dataset.phase === phase ? resolve() : requestAnimationFrame(look));
        look();
      });
    root.querySelector('button[aria-label="Train again"]').click();
    await isIn('running');
    const start = performance.now();
    const longTasks = [];
    const observer = new PerformanceObserver((list) =>
      longTasks.push(...list.getEntries().map(({ duration }) => duration)),
    );
    observer.observe({ type: 'longtask' });
    await isIn('finished');
    const seconds = (performance.now() - start) / 1000;
    observer.disconnect();
    const speedOf = (network) =>
      Number(
        root.querySelector(`[data-network="${network}"][data-value="speed"]`).textContent.replaceAll(',', ''),
      );
    return { seconds, longTasks, stepsPerSecond: ['without', 'with'].map(speedOf) };
  });
}

const threads = await Promise.all(
  [false, true].map(async (batchNorm) => {
    const workerData = { batchNorm, trainingBatches, batchesPerSample };
    const thread = new Worker(new URL('./node-peer.mjs', import.meta.url), { workerData });
    await answerOf(thread);
    return thread;
  }),
);

function answerOf(thread) {
  return new Promise((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
  });
}

async function trainInNode() {
  const answers = threads.map(answerOf);
  for (const thread of threads) thread.postMessage('train');
  const both = await Promise.all(answers);
  return {
    seconds: Math.max(...both.map(({ seconds }) => seconds)),
    stepsPerSecond: both.map(({ stepsPerSecond }) => stepsPerSecond),
  };
}

const firstPages = [];
for (let i = 0; i < rounds; i++) firstPages.push(await openFirstPage());
const chapterTasks = await openChapters(browser, { origin, chapters, rounds });

const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
const page = await context.newPage();
const results = [];
for (let round = 0; round < rounds; round++) {
  results.push({ node: await trainInNode(), page: await trainInPage(page) });
}
const engine = await browser.version();
await browser.close();
server.close();
for (const thread of threads) await thread.terminate();

const of = (pick) => median(results.map(pick));
const networks = ['without batch norm', 'with batch norm'].map((network, i) => ({
  network,
  page: of((round) => round.page.stepsPerSecond[i]),
  node: of((round) => round.node.stepsPerSecond[i]),
  ratio: of((round) => round.page.stepsPerSecond[i] / round.node.stepsPerSecond[i]),
}));
const whole = {
  page: of((round) => round.page.seconds),
  node: of((round) => round.node.seconds),
  ratio: of((round) => round.node.seconds / round.page.seconds),
};
const longTasks = results.flatMap((round) => round.page.longTasks);
const first = {
  paintMilliseconds: median(firstPages.map(({ paint }) => paint)),
  scriptBytes: firstPages[0].scriptBytes,
};
writeResults('site', {
  chromium: engine,
  ...{ trainingBatches, batchesPerSample, rounds, networks, whole, longTasks, first, chapterTasks },
});

const number = (value) => Math.round(value).toLocaleString('en');
console.log(
  markdownTable([
    ['', 'in the page', 'in Node', 'page to Node'],
    ...networks.map(({ network, ...row }) => [
      `steps per second ${network}`,
      ...[number(row.page), number(row.node), row.ratio.toFixed(2)],
    ]),
    [
      `seconds for ${number(trainingBatches)} batches of both, measured every ${batchesPerSample}`,
      ...[whole.page.toFixed(1), whole.node.toFixed(1), whole.ratio.toFixed(2)],
    ],
  ]),
);
console.log(
  `\nTasks over 50 ms while training: ${longTasks.length}` +
    (longTasks.length > 0 ? `, the longest of ${number(Math.max(...longTasks))} ms` : '') +
    `\nFirst page: painted after ${number(first.paintMilliseconds)} ms, ${number(first.scriptBytes / 1000)} kB of scripts` +
    `\nLongest task of a chapter that opens on a slow phone, in ms: ` +
    Object.entries(chapterTasks)
      .map(([chapter, milliseconds]) => `${chapter.split('/').at(-1)} ${number(milliseconds)}`)
      .join(', '),
);
