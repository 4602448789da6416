import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { digestState, NeuralNet } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';
import { percent } from '../data/format';
import { playground } from './support/playground';
import { Site } from './support/site';

/** What the compiled engine gives after 200 steps of the lesson's short experiment, without batch norm first. */
const committed = JSON.parse(
  readFileSync(`${__dirname}/../../../packages/layers/test/neural-net/parameter-digests.json`, 'utf8'),
) as { sha256: string }[];

let site: Site;

beforeAll(async () => {
  site = await Site.start();
});

afterAll(() => site.close());

async function open(path = '/playground', options = {}) {
  const opened = await site.open(path, options);
  return { ...opened, lab: playground(opened.page) };
}

/** The lesson's short experiment with seed 1, in Node. */
async function trainInNode(batchNorm: boolean) {
  const { train, validation, test: images } = await loadMnist();
  const net = await NeuralNet.create({ layerSizes: [784, 100, 100, 100, 10], seed: 1, batchNorm });
  const options = { learningRate: 0.01, trainingBatches: 2000 };
  const training = net.train(new BatchStream(train, { seed: 1 }), options);
  while (!(await training.next()).done);
  return {
    validation: percent((await net.evaluate(validation)).accuracy, 2),
    test: percent((await net.evaluate(images)).accuracy, 2),
    digest: await digestState(await net.getState()),
  };
}

describe('the networks', () => {
  test('learn what they learn in Node, to the last bit', async () => {
    const { page, lab, problems } = await open();
    await lab.root.locator('[data-preset="relu-lr0.01-2000"]').click();
    await lab.phase('finished');
    const digests = await lab.digests();
    for (const [i, network] of (['without', 'with'] as const).entries()) {
      const expected = await trainInNode(network === 'with');
      expect(await lab.value(network, 'validation')).toBe(expected.validation);
      expect(await lab.value(network, 'test')).toBe(expected.test);
      expect(digests[i]).toBe(expected.digest);
    }
    expect(await lab.value('with', 'lesson')).toContain('95.25');
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test('have the digests that are committed', async () => {
    const { page, lab } = await open('/playground?batches=200');
    await lab.button('Train').click();
    await lab.phase('finished');
    expect(await lab.digests()).toEqual(committed.map(({ sha256 }) => sha256));
    await page.context().close();
  });

  test('are the same for whoever opens the link', async () => {
    const { page, lab } = await open();
    const settings = lab.root.locator('.settings');
    await settings.locator('select').first().selectOption('tanh');
    await settings.getByLabel('Learning rate').fill('0.3');
    await settings.getByLabel('Batches to train').fill('100');
    await settings.getByLabel('Images to learn from').fill('2000');
    await settings.getByLabel('batch norm in hidden layer 2').uncheck();
    await lab.button('Remove one').click();
    await lab.button('Train').click();
    await lab.phase('finished');
    const link = page.url().slice(site.server.origin.length);
    expect(link).toBe('/playground?layers=100-100&bn=10&act=tanh&lr=0.3&batches=100&every=3&images=2000');
    const digests = await lab.digests();
    await page.context().close();

    const other = await open(link);
    await other.lab.button('Train').click();
    await other.lab.phase('finished');
    expect(await other.lab.digests()).toEqual(digests);
    await other.page.context().close();
  });
});

describe('the controls', () => {
  test('pause, train one batch, go back and train on to the same end', async () => {
    const { page, lab } = await open();
    await lab.root.locator('[data-preset="relu-lr0.01-2000"]').click();
    await page.waitForFunction(
      () => Number(document.querySelector<HTMLElement>('.playground')!.dataset.step) >= 100,
    );
    await lab.button('Pause').click();
    await lab.phase('paused');
    const step = await lab.step();
    expect(step).toBeLessThan(2000);
    await lab.button('One batch').click();
    await lab.pausesAt(step + 1);
    await lab.scrub.fill('33');
    await lab.pausesAt(33);
    expect(await lab.status.innerText()).toBe('Paused at batch 33 of 2,000.');
    await lab.button('Go on').click();
    await lab.phase('finished');
    const digests = await lab.digests();
    await lab.button('Train again').click();
    await lab.phase('loading', 'ready', 'running');
    await lab.phase('finished');
    expect(await lab.digests()).toEqual(digests);
    await page.context().close();
  });

  test('can be used with the keyboard alone', async () => {
    const { page, lab } = await open('/playground?batches=100&images=1000');
    await lab.button('Train').focus();
    await page.keyboard.press('Enter');
    await lab.phase('finished');
    await lab.scrub.focus();
    await page.keyboard.press('Home');
    await lab.pausesAt(0);
    await page.keyboard.press('End');
    await lab.pausesAt(100);
    await page.context().close();
  });

  test('refuse what cannot be, and say what can', async () => {
    const { page, lab } = await open();
    const rate = lab.root.getByLabel('Learning rate');
    await rate.fill('-1');
    await rate.blur();
    expect(await lab.root.getByRole('alert').innerText()).toMatch(/must be from .* to 1,000/);
    expect(page.url()).not.toContain('lr=');
    await page.context().close();
  });
});

test('a digit drawn by hand is guessed by both networks', async () => {
  const { page, lab } = await open('/playground?batches=600');
  await lab.button('Train').click();
  await lab.phase('finished');
  const pad = lab.root.locator('.pad canvas');
  await pad.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await pad.boundingBox())!;
  // A one: a straight line down.
  await page.mouse.move(x + width / 2 + 8, y + height * 0.2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 - 6, y + height * 0.8, { steps: 12 });
  await page.mouse.up();
  const answer = lab.root.locator('.answer.with p b');
  await answer.waitFor();
  expect(await answer.innerText()).toMatch(/^1 \(\d+ %\)$/);
  expect(await lab.root.locator('.answer.without p b').innerText()).toMatch(/^\d \(\d+ %\)$/);
  await page.context().close();
});

test('on a slow connection, training can begin with the first images', async () => {
  const { page, lab } = await open('/playground?batches=100');
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.context().route(/train-(1|2|3|4|5)\d+\..*\.bin$/, async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  await lab.button('Train').click();
  await lab.root.getByRole('progressbar', { name: 'Digits loaded' }).waitFor();
  await lab.button('Begin with the first 5,000 images').click();
  await lab.phase('finished');
  expect(page.url()).toContain('images=5000');
  expect(await lab.value('with', 'test')).toBe('at the end');
  release();
  await lab.digests();
  await page.context().close();
});

test('what is pressed before the scripts have come waits for them', async () => {
  const page = await site.browser.newPage();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${site.server.origin}/playground?batches=100&images=1000`, { waitUntil: 'commit' });
  const lab = playground(page);
  await lab.root.waitFor();
  expect(await lab.root.evaluate((element) => (element as HTMLElement).inert)).toBe(true);
  const pressed = lab.button('Train').click();
  release();
  await pressed;
  await lab.phase('finished');
  await page.close();
});

test('fits a phone while both networks have learned', async () => {
  const { page, lab, problems } = await open('/playground?batches=100&images=1000', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    reducedMotion: 'reduce',
  });
  await lab.button('Train').click();
  await lab.phase('finished');
  await lab.digests();
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect({ problems, excess }).toEqual({ problems: [], excess: 0 });
  await page.context().close();
});
