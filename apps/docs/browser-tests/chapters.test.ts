import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type * as axe from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { Site } from './support/site';

const axePath = createRequire(__filename).resolve('axe-core/axe.min.js');
/** Phones, a tablet, where the menu leaves a page the least room, a desk. */
const WIDTHS = [320, 390, 768, 960, 1440];

let site: Site;

beforeAll(async () => {
  site = await Site.start();
});

afterAll(() => site.close());

/** A chapter for a reader who wants little motion. */
async function open(path: string, options: Parameters<Site['open']>[1] = {}) {
  const { page, problems } = await site.open(path, { reducedMotion: 'reduce', ...options });
  return { page, finish: () => finish(page, problems) };
}

/** At every width the figures have the room that they take, and axe finds no serious fault in either scheme. */
async function finish(page: Page, problems: readonly string[]): Promise<void> {
  await page.addScriptTag({ path: axePath });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await page.waitForFunction(() => document.documentElement.scrollWidth <= window.innerWidth);
    // Figures are drawn anew when they hear of their width, a frame or more after the page has it.
    await page.waitForFunction(`(${textsOutside.toString()})().length === 0`).catch(async () => {
      expect({ width, outside: await page.evaluate(textsOutside) }).toEqual({ width, outside: [] });
    });
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: typeof axe }).axe.run(),
    );
    const faults = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    expect({ colorScheme, faults }).toEqual({ colorScheme, faults: [] });
  }
  expect(problems).toEqual([]);
  await page.context().close();
}

/** Words of drawings that are cut off at their edge, or too small to be read. */
function textsOutside(): string[] {
  return [...document.querySelectorAll<SVGSVGElement>('.vp-doc svg[role="img"]')].flatMap((svg) => {
    const { left, right } = svg.getBoundingClientRect();
    return [...svg.querySelectorAll('text')].flatMap((text) => {
      const box = text.getBoundingClientRect();
      if (box.width === 0) return [];
      const isSmall = Number.parseFloat(getComputedStyle(text).fontSize) < 11;
      const isOutside = box.left < left - 2 || box.right > Math.max(right, left + svg.clientWidth) + 2;
      return isSmall || isOutside ? [text.textContent.trim()] : [];
    });
  });
}

/** Presses keys on an element that has the focus. */
async function press(target: Locator, ...keys: string[]): Promise<void> {
  await target.focus();
  for (const key of keys) await target.page().keyboard.press(key);
}

const label = (figure: Locator) => figure.getAttribute('aria-label');

test('see it work: a bet, the wall, a story, and the cliff', async () => {
  const { page, finish } = await open('/lesson/experiments');
  await press(page.getByRole('button', { name: '5: Dead' }), 'Enter');
  const cliff = page.locator('.cliff svg');
  await page.waitForFunction(() => document.querySelector('.cliff svg')!.ariaLabel!.includes('24,677'));
  expect(await label(cliff)).toMatch(/51, 69, 99 are dead/);

  const wall = page.locator('.experiment-wall');
  await press(wall.getByRole('checkbox', { name: /^ReLU, learning rate 2, good/ }), 'Space');
  await press(wall.getByRole('button', { name: 'Show the runs' }), 'Enter');
  expect(await wall.locator('.finding').innerText()).toMatch(/^In \d+ of 16 settings/);
  expect(await wall.locator('.verdict').innerText()).toMatch(/^You named 1 of the \d+ that fail\./);

  await press(wall.getByRole('link', { name: /ReLU, learning rate 2, good/ }), 'Enter');
  const story = page.locator('#relu-lr2');
  expect(await story.getAttribute('open')).not.toBeNull();
  const before = await story.locator('.run-reading').innerText();
  await press(story.getByRole('slider', { name: 'Moment of the training' }), 'Home');
  expect(await story.locator('.run-reading').innerText()).not.toBe(before);
  expect(await label(story.locator('.run-curves svg'))).toContain('batch 0');
  await finish();
});

test('a link to a setting opens its story', async () => {
  const { page } = await open('/lesson/experiments#bad-sigmoid-lr1');
  await page.locator('#bad-sigmoid-lr1 .run-curves').waitFor();
  await page.context().close();
});

test('good for: two ends are moved, and the scroll leads through seven benefits', async () => {
  const { page, finish } = await open('/lesson/benefits');
  const guess = page.locator('.predict-range');
  expect(await label(guess.getByRole('img'))).toContain('not shown yet');
  await press(guess.getByRole('slider').first(), 'ArrowRight');
  await press(guess.getByRole('button', { name: 'Show the runs' }), 'Enter');
  expect(await guess.locator('.finding').innerText()).toContain('you said 0.03 to 3');

  const figure = page.locator('.benefit-figure');
  await press(page.getByRole('button', { name: '5: 5. Deeper networks work' }), 'Enter');
  await page.waitForFunction(() =>
    document.querySelector('.benefit-figure .finding')!.textContent.includes('depths'),
  );
  const fixed = await figure.locator('.finding').innerText();
  await press(figure.getByRole('radio', { name: 'Fixed starting weights' }), 'ArrowRight');
  expect(await figure.locator('.finding').innerText()).not.toBe(fixed);
  await finish();
});

describe('when it fails', () => {
  test('step by step units go off, and rate 0.1 keeps them', async () => {
    const { page, finish } = await open('/lesson/when-it-fails');
    await press(page.getByRole('button', { name: 'Show them without a guess' }), 'Enter');
    const yard = page.locator('.switch-yard');
    await press(yard.getByRole('button', { name: 'Next batch' }), 'Enter', 'Enter');
    expect(await yard.locator('.finding').innerText()).toMatch(/^After 2 steps at rate 2, \d+ of 100 units/);
    await press(yard.getByRole('slider'), 'End');
    const off = Number(/, (\d+) of 100/.exec(await yard.locator('.finding').innerText())![1]);
    expect(off).toBeGreaterThan(75);
    await press(yard.getByRole('radio', { name: 'rate 0.1' }), 'Space');
    expect(await yard.locator('.finding').innerText()).toMatch(/, [0-5] of 100/);
    await finish();
  });

  test('the statistics of the images undo fog, live', async () => {
    const { page, finish } = await open('/lesson/when-it-fails');
    const weather = page.locator('.weather');
    await page.locator('.figure-frame').nth(1).scrollIntoViewIfNeeded();
    await weather.getByRole('button', { name: 'Train both networks' }).click();
    await weather.locator('.weather-rows').waitFor();
    const share = async (row: string) =>
      Number.parseInt(await weather.locator(`[data-row="${row}"] b`).first().innerText());
    await press(weather.getByRole('radio', { name: 'as trained' }), 'ArrowRight', 'ArrowRight');
    await page.waitForFunction(() =>
      /^Fog: \d/.test(document.querySelector('.weather .finding')!.textContent),
    );
    expect(await share('batch')).toBeGreaterThan(85);
    expect(await share('population')).toBeLessThan(70);
    await finish();
  });
});

test('the gradient: what a line explains does not arrive', async () => {
  const { page, finish } = await open('/lesson/gradient');
  await press(page.getByRole('button', { name: '5: Try to get more through' }), 'Enter');
  const largest = () => page.locator('.scrolly-step').last().locator('b').innerText();
  await press(page.getByRole('button', { name: 'All equal' }), 'Enter');
  expect(await largest()).toBe('0.00');
  await press(page.getByRole('slider', { name: /^Gradient of value 2/ }), 'Shift+ArrowUp');
  expect(Number(await largest())).toBeGreaterThan(0.1);

  const scan = page.locator('.loss-scan');
  const reading = await scan.locator('.loss-reading').innerText();
  await press(scan.getByRole('slider'), 'End');
  expect(await scan.locator('.loss-reading').innerText()).not.toBe(reading);
  await press(scan.getByRole('radio', { name: 'batch 500' }), 'Space');
  expect(await scan.locator('.finding').innerText()).toMatch(
    /^After 500 batches a step lowers the loss up to rate/,
  );
  await finish();
});

test('adding it: the bias before batch norm learns nothing, and the code follows the tiles', async () => {
  const { page, finish } = await open('/lesson/adding-it');
  await page.locator('.figure-frame').first().scrollIntoViewIfNeeded();
  const layer = page.locator('.layer-tiles');
  const ended = () =>
    page.waitForFunction(
      () => document.querySelector<HTMLElement>('.layer-tiles')!.dataset.state === 'finished',
    );
  await press(layer.getByRole('button', { name: /^Train/ }), 'Enter');
  await ended();
  expect(await layer.locator('[data-value="bias"]').innerText()).toMatch(/^0 \(/);
  const tile = layer.getByRole('button', { name: /^batch norm/ });
  await tile.scrollIntoViewIfNeeded();
  await tile.hover();
  await page.mouse.down();
  const relu = (await layer.locator('.tile-ReLU').boundingBox())!;
  await page.mouse.move(relu.x + relu.width - 4, relu.y + relu.height / 2, { steps: 5 });
  await page.mouse.up();
  expect(await layer.locator('.tiles').innerText()).toMatch(/ReLU\s+batch norm/);
  await press(tile, 'Enter');
  expect(await layer.locator('.tiles').innerText()).toMatch(/batch norm ⇄\s+ReLU/);
  await press(layer.getByRole('radio', { name: 'nowhere' }), 'Space');
  await press(layer.getByRole('button', { name: /^Train/ }), 'Enter');
  await ended();
  expect(Number(await layer.locator('[data-value="bias"]').innerText())).toBeGreaterThan(0.001);

  await press(layer.getByRole('radio', { name: 'after it' }), 'Space');
  await press(layer.getByRole('checkbox', { name: 'bias' }), 'Space');
  await press(layer.getByRole('radio', { name: 'PyTorch' }), 'Space');
  expect(await layer.locator('pre').innerText()).toBe(
    'nn.Linear(784, 100, bias=False),\nnn.ReLU(),\nnn.BatchNorm1d(100, momentum=0.01, eps=1e-3),',
  );
  await finish();
});

test('images and sequences: the cube counts, and convolutional networks train', async () => {
  const { page, finish } = await open('/lesson/conv-and-recurrent');
  const cube = page.locator('.norm-cube');
  const finding = cube.locator('.finding');
  expect(await finding.innerText()).toBe(
    '8 · 14 · 14 = 1,568 numbers share one mean; the batch has 16 means.',
  );
  await press(cube.getByRole('radio', { name: 'instance' }), 'Space');
  expect(await finding.innerText()).toBe('14 · 14 = 196 numbers share one mean; the batch has 128 means.');
  await press(cube.getByRole('radio', { name: 'maps first' }), 'Space');
  expect(await cube.locator('.cube-shape').innerText()).toBe('[8, 16, 14, 14]');
  const block = cube.getByRole('application');
  const lit = () => block.locator('.cell.chosen .front').getAttribute('d');
  const before = await lit();
  await press(block, 'ArrowRight', 'PageUp');
  expect(await lit()).not.toBe(before);
  await press(cube.getByRole('radio', { name: 'sequences' }), 'Space');
  expect(await finding.innerText()).toBe('8 numbers share one mean; the batch has 320 means.');

  await page.locator('.figure-frame').nth(1).scrollIntoViewIfNeeded();
  const race = page.locator('.conv-race');
  await press(race.getByRole('button', { name: 'Train both' }), 'Enter');
  await page.waitForFunction(
    () => document.querySelector<HTMLElement>('.conv-race')!.dataset.state === 'finished',
  );
  const [, plain, normalized] = /: (\d+) % without, (\d+) % with batch norm/.exec(
    await race.locator('.finding').innerText(),
  )!;
  expect(Number(normalized)).toBeGreaterThan(Number(plain));
  await finish();
});

test('which claims hold: a bet, the seeds, and all claims at once', async () => {
  const { page, finish } = await open('/lesson/papers');
  const claims = page.locator('.paper-claims');
  const verdict = claims.locator('.verdict');
  await press(claims.getByRole('button', { name: 'It does not' }), 'Enter');
  expect(await verdict.innerText()).toMatch(/^Not as you bet\. It holds here: 0\.500/);
  expect(await label(claims.getByRole('img'))).toContain('The claim holds above 0.49 and below 0.51.');
  await press(claims.getByRole('radio', { name: /^Claim 1,/ }), 'ArrowRight');
  expect(await claims.getByRole('radio', { checked: true }).getAttribute('aria-label')).toMatch(
    /^Claim 2, .*: not opened yet$/,
  );
  await press(claims.getByRole('button', { name: 'Open all' }), 'Enter');
  expect(await claims.locator('.finding').innerText()).toMatch(/^Of 18 claims \d+ hold on small networks/);
  await finish();
});

test('in your own project: a model is converted and folded, and its outputs stay', async () => {
  const { page, finish } = await open('/lesson/in-your-project');
  await page.locator('.figure-frame').first().scrollIntoViewIfNeeded();
  const editor = page.locator('.model-editor');
  const rows = editor.locator('.model-rows li');
  await editor.getByRole('radio', { name: 'convolutional' }).check();
  await rows.nth(7).waitFor();
  await press(editor.getByRole('button', { name: 'Convert' }), 'Enter');
  await editor.locator('.model-rows .bnlab').nth(1).waitFor();
  await press(editor.getByRole('button', { name: 'Fold' }), 'Enter');
  await rows.nth(6).waitFor({ state: 'detached' });
  expect(await editor.locator('.finding').innerText()).toMatch(/^Folded: 6 layers, .* no batch norm left/);
  expect(Number(await editor.locator('.model-difference b').innerText())).toBeLessThan(1e-5);
  await finish();
});

test('training and inference: a guess, batches of all sizes, and averages that are still young', async () => {
  const { page, finish } = await open('/lesson/training-and-inference');
  await press(page.getByRole('button', { name: 'Show them without a guess' }), 'Enter');
  const finding = page.locator('.figure-frame .finding').first();
  expect(await finding.innerText()).toMatch(/^One image at a time/);
  await page.locator('.figure-frame').nth(1).scrollIntoViewIfNeeded();
  const young = page.locator('.young-averages');
  await press(young.getByRole('radio', { name: '50', exact: true }), 'ArrowRight');
  expect(await young.locator('.finding').innerText()).toMatch(/^After 100 batches the averages hold 37 % /);
  await press(young.getByRole('radio', { name: '2,000' }), 'Space');
  expect(await young.locator('.finding').innerText()).toMatch(/hold nothing of their start/);
  await finish();
});

test('one pair runs through the lesson: what one chapter trained is in the next, at the same batch', async () => {
  const { page, finish } = await open('/lesson/what-it-is');
  const pair = page.locator('.own-pair');
  await page
    .locator('.figure-frame', { hasText: 'What goes into each hidden layer' })
    .scrollIntoViewIfNeeded();
  await press(pair.getByRole('button', { name: 'Train a pair' }), 'Enter');
  await page.locator('.own-pair[data-phase="finished"][data-step="500"]').waitFor();
  expect(await pair.locator('.finding').innerText()).toMatch(/layer 3/);
  await press(pair.getByRole('slider', { name: 'Moment of the training' }), 'Home', 'ArrowRight');
  const step = await pair.getAttribute('data-step');
  expect(Number(step)).toBeGreaterThan(0);
  expect(Number(step)).toBeLessThan(500);

  await page.getByRole('link', { name: 'the equations', exact: true }).last().click();
  await page.waitForURL(/\/lesson\/equations$/);
  await page.locator('.figure-frame', { hasText: 'A dot is a unit' }).scrollIntoViewIfNeeded();
  await pair.waitFor();
  expect(await pair.getAttribute('data-step')).toBe(step);
  expect(await pair.locator('.own-pair-words').innerText()).toContain(`Batch ${step} of 500`);
  await finish();
});
