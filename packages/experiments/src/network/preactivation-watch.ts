import type { Dataset } from '@bnlab/mnist';
import type { PreactivationRecord } from '../record/run-record';
import type { RunSettings } from '../record/run-settings';
import type { TrainableNetwork } from './trainable-network';

/** The quantiles that the paper on batch normalization draws, with the quarter and three quarters. */
const SHARES = [0.15, 0.25, 0.5, 0.75, 0.85];

/** Images that the network is looked at with: always the same, so that what changes is the network. */
const IMAGES = 500;

/** Looks from time to time at how the values before each hidden layer's activation are distributed. */
export class PreactivationWatch {
  /** The observations; undefined if none were asked for. */
  readonly record: PreactivationRecord | undefined;
  readonly #every: number;
  readonly #images: Dataset;
  readonly #indices: Uint32Array;

  constructor(
    private readonly net: TrainableNetwork,
    images: Dataset,
    { batchesPerObservation, layerSizes }: RunSettings,
  ) {
    this.#images = images;
    this.#indices = Uint32Array.from({ length: Math.min(IMAGES, images.count) }, (_, index) => index);
    this.#every = batchesPerObservation ?? Infinity;
    if (batchesPerObservation === undefined) return;
    if (!net.observe)
      throw new RangeError(
        'batchesPerObservation must be left out: only dense networks without dropout can be looked into',
      );
    this.record = { shares: SHARES, steps: [], layers: layerSizes.slice(1, -1).map(() => []) };
  }

  /** Looks, if it is time to. */
  async look(step: number): Promise<void> {
    if (!this.record || step % this.#every !== 0) return;
    const { layers } = await this.net.observe!(this.#images, this.#indices, { quantiles: SHARES, bins: 1 });
    this.record.steps.push(step);
    this.record.layers.forEach((seen, index) =>
      seen.push(layers[index]!.preactivations!.quantiles.map(compact)),
    );
  }
}

/** Four digits are as many as a chart shows. JSON has no word for what is not finite. */
function compact(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(4)) : null;
}
