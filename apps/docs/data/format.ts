/** 0.9525 as `95.3 %`, with a space that does not break. */
export function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)}\u00a0%`;
}

/** 50000 as `50,000`. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}
