const percent = new Intl.NumberFormat('en-US', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const wholePercent = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 0 });
const shortPercent = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 });
const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });
const short = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** A share as a percentage: 0.9754 is `97.5%`. */
export function formatShare(share: number): string {
  return percent.format(share);
}

/** A share as a whole percentage: 0.9754 is `98%`. */
export function formatWholeShare(share: number): string {
  return wholePercent.format(share);
}

/** A share as a percentage with no more digits than it needs: 0.9 is `90%`, 0.975 is `97.5%`. */
export function formatShortShare(share: number): string {
  return shortPercent.format(share);
}

/** A count with its thousands set apart: 50000 is `50,000`. */
export function formatCount(count: number): string {
  return grouped.format(count);
}

/** A number in three digits: 0.012345 is `0.0123`, 0.00001 is `1e-5`. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-4 || size >= 1e7)) return value.toExponential(2).replace(/\.?0+e\+?/, 'e');
  return short.format(value);
}

/** A number beside a tick, where there is little room: 12000 is `12K`. */
export function formatTick(value: number): string {
  return (Math.abs(value) >= 10_000 ? compact.format(value) : formatNumber(value)).replace('-', '−');
}

/** What a setting is called on an axis: numbers short, names as they are. */
export function formatSetting(setting: number | string): string {
  return typeof setting === 'number' ? formatNumber(setting) : setting;
}
