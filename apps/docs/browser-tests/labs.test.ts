import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type * as axe from 'axe-core';
import type { Page } from 'playwright-core';
import { playground } from './support/playground';
import { Site } from './support/site';

const axePath = createRequire(__filename).resolve('axe-core/axe.min.js');

let site: Site;

beforeAll(async () => {
  site = await Site.start();
});

afterAll(() => site.close());

async function seriousFaults(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axePath });
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

describe('one batch by hand', () => {
  const open = async () => {
    const opened = await site.open('/by-hand');
    const root = opened.page.locator('.by-hand');
    const value = (name: string) => root.locator(`[data-value="${name}"]`).innerText();
    return { ...opened, root, value };
  };

  test('everything follows a number that is typed', async () => {
    const { page, root, value } = await open();
    for (const [i, x] of [1, 2, 3, 4, 5, 3].entries()) {
      await root.getByLabel(`x of example ${i + 1}`, { exact: true }).fill(String(x));
    }
    expect(await value('mean')).toBe('= 3.000');
    expect(await value('variance')).toBe('= 1.667');
    expect(await value('gradientSum')).toBe('0.000');
    await root.getByRole('button', { name: 'Make all x equal' }).click();
    expect(await value('variance')).toBe('= 0.000');
    await page.context().close();
  });

  test('a point can be dragged', async () => {
    const { page, root, value } = await open();
    const before = await value('mean');
    const point = (await root.locator('.handle').first().boundingBox())!;
    await page.mouse.move(point.x + point.width / 2, point.y + point.height / 2);
    await page.mouse.down();
    await page.mouse.move(point.x - 60, point.y + 30, { steps: 5 });
    await page.mouse.up();
    expect(await value('mean')).not.toBe(before);
    await page.context().close();
  });

  test('sliders do with the keyboard alone', async () => {
    const { page, root, value } = await open();
    const before = await value('mean');
    await root.getByLabel('x of example 2, slider').focus();
    for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight');
    expect(await root.getByLabel('x of example 2', { exact: true }).inputValue()).toBe('3');
    expect(await value('mean')).not.toBe(before);
    await page.context().close();
  });
});

describe('write your own', () => {
  const open = async () => {
    const opened = await site.open('/write-your-own');
    const root = opened.page.locator('.write-your-own');
    const check = async () => {
      await root.getByRole('button', { name: 'Check' }).click();
      await opened.page.waitForFunction(
        () =>
          ['finished', 'failed'].includes(
            document.querySelector<HTMLElement>('.write-your-own')!.dataset.state!,
          ),
        undefined,
        { timeout: 60_000 },
      );
      return root.getByRole('status').innerText();
    };
    const load = (option: string) => root.getByLabel('Load a program').selectOption({ label: option });
    const write = async (source: string) => {
      await root.locator('.cm-content').click();
      await opened.page.keyboard.press('ControlOrMeta+a');
      await opened.page.keyboard.insertText(source);
    };
    await root.locator('.cm-content').waitFor();
    return { ...opened, root, check, load, write };
  };

  test.each(['In plain numbers', 'The equations one by one', 'One operation'])(
    '%s keeps every law',
    async (spelling) => {
      const { page, check, load, problems } = await open();
      await load(spelling);
      expect(await check()).toMatch(/^Every law is kept: \d+/);
      expect(problems).toEqual([]);
      await page.context().close();
    },
  );

  test('a mistake is shown by its smallest counterexample, with a hint', async () => {
    const { page, root, check, load } = await open();
    await load('Epsilon outside root');
    const guess = root.locator('.guess-law');
    expect(await guess.innerText()).toContain('Adds epsilon to the standard deviation');
    await guess.getByRole('radio', { name: 'variance v / (v + epsilon)' }).check();
    expect(await check()).toMatch(/^\d+ laws? fails?/);
    expect(await guess.locator('.guess-verdict').innerText()).toMatch(/^Right\. It breaks “variance v/);
    const broken = root.locator('.broken-law');
    expect(await broken.getAttribute('data-law')).toBe('variance v / (v + epsilon)');
    expect(await broken.locator('.counterexample').innerText()).toContain('epsilon');
    await broken.getByText('A hint').click();
    expect(await broken.innerText()).toContain('epsilon under the root');
    await page.context().close();
  });

  test('what the reader wrote survives a reload', async () => {
    const { page, root, check, write } = await open();
    await write('const answer = 42;');
    expect(await check()).toContain('must define a function training');
    await page.reload();
    await root.locator('.cm-content').waitFor();
    expect(await root.locator('.cm-content').innerText()).toContain('const answer = 42;');
    await page.context().close();
  });

  test('an error is marked at its line, and an endless loop can be stopped', async () => {
    const { page, root, check, write } = await open();
    await write('const a = 1;\nthrow new Error("on purpose");');
    expect(await check()).toContain('at line 2');
    expect(await root.locator('.cm-errorLine').innerText()).toContain('on purpose');
    await write('while (true) {}');
    await root.getByRole('button', { name: 'Check' }).click();
    await root.getByRole('button', { name: 'Stop' }).click();
    expect(await root.getByRole('status').innerText()).toBe('Stopped.');
    await page.context().close();
  });
});

describe.each(['light', 'dark'] as const)('in %s, axe finds no serious fault', (colorScheme) => {
  test('in a playground that has trained', async () => {
    const { page } = await site.open('/playground?batches=100&images=1000', { colorScheme });
    const lab = playground(page);
    await lab.phase('finished');
    await lab.digests();
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
  });

  test('in a program with a broken law', async () => {
    const { page } = await site.open('/write-your-own', { colorScheme });
    const root = page.locator('.write-your-own');
    await root.locator('.cm-content').waitFor();
    await root.getByRole('button', { name: 'Check' }).click();
    await root.locator('.broken-law').waitFor();
    await root.getByText('A hint').click();
    expect(await seriousFaults(page)).toEqual([]);
    await page.context().close();
  });
});
