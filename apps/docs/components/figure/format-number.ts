const superscript: Readonly<Record<string, string>> = Object.fromEntries(
  [...'-0123456789'].map((sign, index) => [sign, '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'[index]!]),
);

/** A share as a percentage; a dash where there is no number. */
export function percent(share: number | undefined, digits = 0): string {
  return share === undefined || Number.isNaN(share) ? '–' : `${(100 * share).toFixed(digits)} %`;
}

// To make one takes a millisecond, to use it none.
const counts = new Intl.NumberFormat('en', { maximumFractionDigits: 6 });

/** A count with its thousands set apart: 2000 is `2,000`. A fraction has up to six digits. */
export function countText(count: number): string {
  return counts.format(count);
}

/** A number in as few signs as it can be read in: 1,204, 12.5, 0.46, 0.002, 3·10⁻⁷. */
export function short(value: number): string {
  if (Number.isNaN(value)) return 'no number';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  return value < 0 ? `−${shortPositive(-value)}` : shortPositive(value);
}

function shortPositive(value: number): string {
  if (value === 0) return '0';
  if (value >= 1e6) return scientific(value);
  if (value >= 100) return countText(Math.round(value));
  if (value >= 10) return value.toFixed(1);
  if (value >= 0.1) return value.toFixed(2);
  if (value >= 0.001) return value.toFixed(3);
  return scientific(value);
}

function scientific(value: number): string {
  const [digits, exponent] = value.toExponential(0).split('e') as [string, string];
  return `${digits}·10${[...exponent.replace('+', '')].map((sign) => superscript[sign]).join('')}`;
}
