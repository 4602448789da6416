/** Mean and variance of each channel of values that come in parts, in float64 around the first value of each channel. */
export class ChannelMoments {
  readonly #channels: number;
  readonly #shift: Float64Array;
  readonly #sum: Float64Array;
  readonly #squares: Float64Array;
  #count = 0;

  constructor(channels: number) {
    this.#channels = channels;
    this.#shift = new Float64Array(channels);
    this.#sum = new Float64Array(channels);
    this.#squares = new Float64Array(channels);
  }

  /** @param values [positions, channels]. */
  add(values: Float32Array): void {
    const channels = this.#channels;
    if (this.#count === 0) this.#shift.set(values.subarray(0, channels));
    for (let at = 0; at < values.length; at += channels) {
      for (let c = 0; c < channels; c++) {
        const value = values[at + c]! - this.#shift[c]!;
        this.#sum[c]! += value;
        this.#squares[c]! += value * value;
      }
    }
    this.#count += values.length / channels;
  }

  get mean(): Float64Array {
    return this.#sum.map((sum, c) => this.#shift[c]! + sum / this.#count);
  }

  /** The biased variance. */
  get variance(): Float64Array {
    return this.#squares.map((square, c) =>
      Math.max(0, square / this.#count - (this.#sum[c]! / this.#count) ** 2),
    );
  }
}

/** keep * before + (1 - keep) * after. */
export function mixed(before: Float32Array, after: Float64Array, keep: number): Float32Array {
  return before.map((value, i) => keep * value + (1 - keep) * after[i]!);
}
