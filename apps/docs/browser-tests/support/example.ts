import type { Locator, Page } from 'playwright-core';

/** The states in which an example rests. */
const ENDED = ['finished', 'failed', 'stopped'];

/** A runnable example on a page. */
export function example(page: Page, name: string) {
  const root: Locator = page.locator(`[data-example="${name}"]`);
  const button = (label: string) => root.getByRole('button', { name: label, exact: true });
  return {
    root,
    button,
    editor: root.locator('.cm-content'),
    status: root.locator('[role="status"]'),
    output: root.locator('.runnable-output'),

    /** Opens the fold that the program is in, if it is not the point of its chapter, and waits for it to wake. */
    async show(): Promise<void> {
      await root.evaluate((element) => {
        const fold = element.closest('details');
        if (fold) fold.open = true;
      });
      await root.scrollIntoViewIfNeeded();
      await root.locator('.runnable-bar:not([inert])').waitFor();
    },

    async start(): Promise<void> {
      await this.show();
      await button('Run').click();
    },

    /** Presses Run and waits for the end. Returns the state that it ended in. */
    async run(): Promise<string> {
      await this.start();
      return this.ended();
    },

    async ended(): Promise<string> {
      await page.waitForFunction(
        ({ selector, states }) =>
          states.includes(document.querySelector<HTMLElement>(selector)!.dataset.state!),
        { selector: `[data-example="${name}"]`, states: ENDED },
        { timeout: 120_000 },
      );
      return (await root.getAttribute('data-state'))!;
    },

    /** Replaces the program as a reader would: select all, type. */
    async write(source: string): Promise<void> {
      await this.show();
      await this.editor.click();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.insertText(source);
    },
  };
}
