import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { example } from './support/example';
import { pagePaths, Site, SITE } from './support/site';

let site: Site;

beforeAll(async () => {
  site = await Site.start();
});

afterAll(() => site.close());

/** The examples of each page. Of the experiments, which differ in their settings only, one that is short. */
const examples = pagePaths.flatMap((path) => {
  const html = readFileSync(`${SITE}${path.endsWith('/') ? `${path}index` : path}.html`, 'utf8');
  return [...html.matchAll(/data-example="([^"]+)"/g)]
    .map(([, name]) => ({ path, name: name! }))
    .filter((found) => !found.name.startsWith('experiment-') || found.name === 'experiment-relu-lr0.01-2000');
});

describe('every example', () => {
  test.each(examples)(
    '$name of $path runs to its end',
    async ({ path, name }) => {
      const { page, problems } = await site.open(path);
      const program = example(page, name);
      expect(await program.run()).toBe('finished');
      expect(await program.output.innerText()).not.toMatch(/NaN|undefined/);
      expect(problems).toEqual([]);
      await page.context().close();
    },
    120_000,
  );
});

describe('the editor', () => {
  test('runs what the reader wrote, and keeps it over a reload until it is reset', async () => {
    const { page } = await site.open('/lesson/equations');
    const program = example(page, 'equations');
    await program.root.scrollIntoViewIfNeeded();
    const original = await program.editor.innerText();
    await program.write(
      "const answer: number = 6 * 7;\nconsole.log('the answer is', answer, [1, { two: 2 }]);",
    );
    expect(await program.run()).toBe('finished');
    expect(await program.output.innerText()).toBe('the answer is 42 [ 1, { two: 2 } ]');
    await page.reload();
    await program.root.scrollIntoViewIfNeeded();
    await program.editor.waitFor();
    expect(await program.editor.innerText()).toContain('the answer is');
    await program.button('Reset').click();
    expect(await program.editor.innerText()).toBe(original);
    await page.reload();
    await program.root.scrollIntoViewIfNeeded();
    await program.editor.waitFor();
    expect(await program.editor.innerText()).toBe(original);
    await page.context().close();
  });

  test.each([
    [
      'an exception',
      'const a = 1;\nfunction f(): never {\n  throw new Error("on purpose");\n}\nf();',
      3,
      'on purpose',
    ],
    ['a rejection', 'const a = 1;\nawait Promise.reject(new TypeError("later"));', undefined, 'later'],
    [
      'an error of ours',
      "import { batchMoments } from '@bnlab/core';\n\nbatchMoments(3 as never);",
      3,
      'batchMoments',
    ],
    ['a name that is not exported', "import { bachMoments } from '@bnlab/core';", undefined, 'batchMoments'],
    ['an unknown module', "import fs from 'node:fs';", undefined, "no module 'node:fs'"],
    ['a program that cannot be read', 'let a = 1;\nlet b = = 2;', 2, 'Unexpected token'],
  ])('reports %s, at its line', async (_kind, source, line, message) => {
    const { page } = await site.open('/lesson/equations');
    const program = example(page, 'equations');
    await program.write(source);
    expect(await program.run()).toBe('failed');
    expect(await program.output.innerText()).toContain(message);
    if (line !== undefined) {
      expect(await program.status.innerText()).toBe(`The program failed at line ${line}.`);
      const marked = await program.root.locator('.cm-errorLine').innerText();
      expect(marked).toBe(source.split('\n')[line - 1]);
    }
    await page.context().close();
  });

  test('stops an endless loop, and one that prints without end', async () => {
    const { page } = await site.open('/lesson/equations');
    const program = example(page, 'equations');
    for (const body of ['', 'console.log("again");']) {
      await program.write(`console.log('begun');\nwhile (true) { ${body} }`);
      await program.button('Run').click();
      await program.output.getByText('begun').waitFor();
      await program.button('Stop').click();
      expect(await program.ended()).toBe('stopped');
    }
    expect(await program.output.locator('pre').count()).toBeLessThanOrEqual(2001);
    await program.write("console.log('and on it goes');");
    expect(await program.run()).toBe('finished');
    await page.context().close();
  });

  test('shares a program by its link', async () => {
    const { page } = await site.open('/lesson/equations');
    const program = example(page, 'equations');
    await program.write("console.log('shared: γ, β, ε');");
    await program.button('Share').click();
    await page.waitForURL(/#run=equations&code=/);
    const link = page.url().slice(site.server.origin.length);
    await page.context().close();

    const other = await site.open(link);
    const received = example(other.page, 'equations');
    await received.editor.getByText('shared:').waitFor();
    // It was not run unasked.
    expect(await received.root.getAttribute('data-state')).toBe('idle');
    expect(await received.run()).toBe('finished');
    expect(await received.output.innerText()).toBe('shared: γ, β, ε');
    await other.page.context().close();
  });

  test('a chart cannot run scripts in the page', async () => {
    const { page } = await site.open('/lesson/equations');
    const program = example(page, 'equations');
    const attack =
      '<svg onload="globalThis.broken = 1"><image href="x" onerror="globalThis.broken = 1"/><text>drawn</text></svg>';
    await program.write(`display(${JSON.stringify(attack)});`);
    expect(await program.run()).toBe('finished');
    await program.output.getByText('drawn').waitFor();
    expect(await page.evaluate(() => 'broken' in globalThis)).toBe(false);
    await page.context().close();
  });

  test('can be used with the keyboard alone', async () => {
    const { page } = await site.open('/lesson/equations');
    const program = example(page, 'equations');
    await program.show();
    await program.button('Run').focus();
    await page.keyboard.press('Enter');
    expect(await program.ended()).toBe('finished');
    await program.editor.focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type("console.log('typed');");
    await page.keyboard.press('Control+Enter');
    await program.output.getByText('typed').waitFor();
    // Tab leaves the editor instead of indenting.
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.cm-editor') === null)).toBe(true);
    await page.context().close();
  });
});

describe('a program', () => {
  const phone = { viewport: { width: 390, height: 844 } };

  test('that is long says how many lines it hides', async () => {
    const { page } = await site.open('/lesson/equations', phone);
    const program = example(page, 'equations');
    await program.show();
    const more = program.root.locator('.runnable-more');
    expect(await more.innerText()).toMatch(/^All \d\d lines$/);
    const height = async () => (await program.root.locator('.runnable-code').boundingBox())!.height;
    const cut = await height();
    await more.click();
    expect(await height()).toBeGreaterThan(cut);
    expect(await more.count()).toBe(0);
    await page.context().close();
  });

  test('shows on a phone what comes out without being scrolled to', async () => {
    const { page } = await site.open('/lesson/equations', phone);
    const program = example(page, 'equations');
    await program.show();
    // The buttons at the lower edge of the screen, as when one comes from above.
    await program.root.evaluate((element) => element.scrollIntoView({ block: 'start' }));
    await page.evaluate(() => scrollBy(0, -600));
    expect(await program.run()).toBe('finished');
    const { top, bottom } = await program.output.evaluate((element) => element.getBoundingClientRect());
    expect(top).toBeGreaterThan(64);
    expect(top).toBeLessThan(500);
    expect(bottom).toBeGreaterThan(top);
    await page.context().close();
  });

  test('that is far below the screen wakes when one comes to it', async () => {
    const { page } = await site.open('/lesson/what-it-is', phone);
    const far = example(page, 'normalize-a-batch');
    expect(await far.root.locator('.runnable-bar[inert]').count()).toBe(1);
    await far.show();
    expect(await far.root.locator('.runnable-bar[inert]').count()).toBe(0);
    await page.context().close();
  });
});

test('on a slow connection the reader sees how far the digits are', async () => {
  const { page } = await site.open('/lesson/what-it-is');
  // Some of the files are held up for as long as this test looks.
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.context().route(/train-(1|2)\d+\..*\.bin$/, async (route) => {
    await held;
    await route.continue();
  });
  const program = example(page, 'train-the-pair');
  await program.start();
  const bar = program.root.getByRole('progressbar', { name: 'Loading the digits' });
  await bar.waitFor();
  const share = await bar.evaluate((element: HTMLProgressElement) => element.position);
  expect(share).toBeGreaterThan(0);
  expect(share).toBeLessThan(1);
  release();
  expect(await program.ended()).toBe('finished');
  await page.context().close();
}, 120_000);
