/** A share as a percentage: 0.9525 is `95.25 %`. */
export function percent(share: number, digits = 2): string {
  return `${(100 * share).toFixed(digits)} %`;
}

/** Two shares as a range of percentages: `94.90–95.30 %`. */
export function percentRange(low: number, high: number, digits = 2): string {
  return `${(100 * low).toFixed(digits)}–${percent(high, digits)}`;
}

/** A difference of shares in percentage points, with its sign: 0.016 is `+1.6`. */
export function points(difference: number, digits = 1): string {
  return (difference < 0 ? '−' : '+') + Math.abs(100 * difference).toFixed(digits);
}

/** A whole number with its thousands set off: `50,000`. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** A count with its noun: `1 run`, `2 runs`. */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** A text that begins with a capital letter. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `1-5, 8`: seeds in order, runs of them as ranges. */
export function seedRanges(records: readonly { seed: number }[]): string {
  const seeds = [...new Set(records.map(({ seed }) => seed))].sort((a, b) => a - b);
  const ranges: [first: number, last: number][] = [];
  for (const seed of seeds) {
    const range = ranges.at(-1);
    if (range && seed === range[1] + 1) range[1] = seed;
    else ranges.push([seed, seed]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}
