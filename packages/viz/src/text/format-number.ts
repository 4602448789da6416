const percent = new Intl.NumberFormat('en-US', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const grouped = new Intl.NumberFormat('en-US');

/** A share as a percentage: 0.9754 is `97.5%`. */
export function formatShare(share: number): string {
  return percent.format(share);
}

/** A count with its thousands set apart: 50000 is `50,000`. */
export function formatCount(count: number): string {
  return grouped.format(count);
}
