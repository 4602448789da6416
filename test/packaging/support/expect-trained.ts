import { expect } from '@jest/globals';

/** What `programs/train.mjs` returns. */
export interface Trained {
  layer: { className: string; isOurs: boolean; losses: [number, number]; difference: number };
  network: { engine: string; steps: number[]; losses: [number, number]; difference: number };
}

/** Both learned, and what was saved predicts what it predicted before. */
export function expectTrained({ layer, network }: Trained): void {
  expect(layer).toMatchObject({ className: 'BatchNormalization', isOurs: true, difference: 0 });
  expect(network).toMatchObject({ engine: 'compiled', steps: [100, 100], difference: 0 });
  for (const [before, after] of [layer.losses, network.losses]) expect(after).toBeLessThan(before / 2);
}
