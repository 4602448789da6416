/** Sliders of quantities that matter by their ratio: 0 to 1 along the slider, `least` to `most` in value. */
export function logScale(least: number, most: number) {
  return {
    /** Rounded to two digits, as a reader would choose. */
    valueAt: (position: number) => Number((least * (most / least) ** position).toPrecision(2)),
    positionOf: (value: number) => Math.max(0, Math.min(1, Math.log(value / least) / Math.log(most / least))),
  };
}
