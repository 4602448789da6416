import { extent, nice } from 'd3-array';
import type { FiveQuantiles } from '../distributions/five-quantiles';
import { type ValueAxis, valueAxis } from '../chart/value-axis';
import { formatTick } from '../text/format-number';

/** Distributions this many times as wide as others leave those no height on a linear axis. */
const tooWide = 30;

/** One axis for all panels, `symlog` unless told otherwise where some distributions are very wide beside others. */
export function activationAxis(
  panels: readonly (readonly FiveQuantiles[])[],
  asked: 'linear' | 'symlog' | undefined,
): { readonly axis: ValueAxis; readonly scale: 'linear' | 'symlog' } {
  const widths = panels
    .map((ofPanel) => Math.max(...ofPanel.map((quantiles) => quantiles[4] - quantiles[0])))
    .filter((width) => width > 0 && Number.isFinite(width));
  const uneven = Math.max(...widths) > tooWide * Math.min(...widths);
  const { scale = uneven ? 'symlog' : 'linear' } = { scale: asked };
  const [low = -1, high = 1] = extent(panels.flat(2));
  const room = low === high ? Math.abs(low) || 1 : 0;
  const domain = [low - room, high + room] as const;
  const rounded = scale === 'linear' ? nice(...domain, 4) : domain;
  return { scale, axis: valueAxis({ domain: rounded, scale, tickCount: 5, format: formatTick }) };
}
