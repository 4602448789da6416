/** 0.9525 as `95.3 %`, with a space that does not break. */
export function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)}\u00a0%`;
}

/** 50000 as `50,000`. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** `(94.9 to 95.3)`, in percent: stands behind a percentage. */
export function percentRange({ lowest, highest }: { lowest: number; highest: number }): string {
  const text = (share: number) => (100 * share).toFixed(1);
  return `(${text(lowest)} to ${text(highest)})`;
}
