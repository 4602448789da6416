import type { Page } from 'playwright-core';

/** The playground on a page. */
export function playground(page: Page) {
  const root = page.locator('.playground');
  const button = (label: string) => root.getByRole('button', { name: label, exact: true });
  return {
    root,
    button,
    status: root.locator('.status'),
    scrub: root.getByRole('slider', { name: 'Batch to look at' }),

    async phase(...wanted: string[]): Promise<void> {
      await page.waitForFunction(
        (phases) => phases.includes(document.querySelector<HTMLElement>('.playground')!.dataset.phase!),
        wanted,
        { timeout: 120_000 },
      );
    },

    async step(): Promise<number> {
      return Number(await root.getAttribute('data-step'));
    },

    async pausesAt(step: number): Promise<void> {
      await page.waitForFunction(
        (wanted) => {
          const { phase, step: at } = document.querySelector<HTMLElement>('.playground')!.dataset;
          return phase === 'paused' && Number(at) === wanted;
        },
        step,
        { timeout: 60_000 },
      );
    },

    /** What the table says of a network. */
    value(network: 'with' | 'without', name: string): Promise<string> {
      return root.locator(`tr[data-network="${network}"] [data-value="${name}"]`).innerText();
    },

    /** The digests of what both networks have learned, without batch norm first; waits for them. */
    async digests(): Promise<string[]> {
      const cells = root.locator('td[data-digest]');
      await cells.nth(1).waitFor({ timeout: 60_000 });
      return cells.evaluateAll((all) => all.map((cell) => (cell as HTMLElement).dataset.digest!));
    },
  };
}
