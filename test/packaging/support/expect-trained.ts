import { expect } from '@jest/globals';

/** What `programs/train.mjs` returns. */
export interface Trained {
  layer: { className: string; isOurs: boolean; losses: [number, number]; difference: number };
  network: NetworkTrained;
  /** The same on the engine `'tfjs'`. */
  operations: NetworkTrained;
  /** The fused kernels that were registered; absent where the program does not ask for them. */
  kernels?: string[];
  /** The kind of place that models were saved to. */
  saved: string;
}

interface NetworkTrained {
  engine: string;
  steps: number[];
  losses: [number, number];
  difference: number;
  /** What was said where no worker started. */
  refusal?: string;
}

/** Both learned, and what was saved predicts what it predicted before. */
export function expectTrained({ layer, network, operations }: Trained): void {
  expect(layer).toMatchObject({ className: 'BatchNormalization', isOurs: true, difference: 0 });
  expect(operations).toMatchObject({ engine: 'tfjs', steps: [20], difference: 0 });
  expect(network).toMatchObject({ steps: network.refusal === undefined ? [100, 100] : [100], difference: 0 });
  for (const [before, after] of [layer.losses, network.losses]) expect(after).toBeLessThan(before / 2);
  expect(operations.losses[1]).toBeLessThan(operations.losses[0]);
}
