import type { Page } from 'playwright-core';

/** The playground on a page. */
export function playground(page: Page) {
  const root = page.locator('.playground');
  const button = (label: string) => root.getByRole('button', { name: label, exact: true });
  return {
    root,
    button,
    notice: root.locator('.notice'),
    timeline: root.getByRole('slider', { name: 'Moment of the training' }),

    async phase(...wanted: string[]): Promise<void> {
      await page.waitForFunction(
        (phases) => phases.includes(document.querySelector<HTMLElement>('.playground')?.dataset.phase ?? ''),
        wanted,
        { timeout: 120_000 },
      );
    },

    /** Waits for so many frames of both networks. */
    async frames(count: number): Promise<void> {
      await page.waitForFunction(
        (least) => Number(document.querySelector<HTMLElement>('.playground')?.dataset.frames) >= least,
        count,
        { timeout: 60_000 },
      );
    },

    async step(): Promise<number> {
      return Number(await root.getAttribute('data-step'));
    },

    /** A figure in the details of the run; waits for it. */
    async value(network: 'with' | 'without', name: string): Promise<string> {
      const cell = root
        .locator(`[data-network="${network}"][data-value="${name}"]`)
        .filter({ hasText: /\d/ });
      await cell.waitFor({ state: 'attached' });
      return ((await cell.textContent()) ?? '').trim();
    },

    /** The digests of what both networks have learned, without batch norm first; waits for them. */
    async digests(): Promise<string[]> {
      const cells = root.locator('td[data-digest]');
      await cells.nth(1).waitFor({ state: 'attached', timeout: 60_000 });
      return cells.evaluateAll((all) => all.map((cell) => (cell as HTMLElement).dataset.digest!));
    },
  };
}
