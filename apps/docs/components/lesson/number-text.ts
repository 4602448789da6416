/** A number with so many digits after the point, a true minus, and no minus before a zero. */
export function fixed(value: number, digits = 2): string {
  return value
    .toFixed(digits)
    .replace(/^-(?=[0.]+$)/, '')
    .replace('-', '−');
}

/** Whole percents: 0.836 is `84 %`. */
export function wholePercent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
