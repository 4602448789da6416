import * as Plot from '@observablehq/plot';
import { axisFont } from '../look/chart-frame';
import type { Scheme } from '../look/palette';
import { tickText } from './axis-marks';
import { formatNumber } from '../text/format-number';
import { textWidth } from '../text/text-layout';

/** A horizontal axis of the values of a setting. */
interface SettingScale {
  readonly type: 'linear' | 'log';
  readonly domain: readonly [number, number];
}

/** An axis that holds the values of a setting, in ascending order, with a little room on both sides. */
export function settingScale(settings: readonly number[], type: 'linear' | 'log'): SettingScale {
  const [first, last] = [settings[0]!, settings.at(-1)!];
  // Settings that are all but one value get the room that a single one has.
  if (type === 'log') {
    const factor = last / first > 1 + 1e-9 ? (last / first) ** 0.04 : 2;
    return { type, domain: [first / factor, last * factor] };
  }
  const isOne = last - first <= 1e-9 * Math.max(Math.abs(first), Math.abs(last));
  const room = isOne ? Math.abs(first) || 1 : (last - first) * 0.04;
  return { type, domain: [first - room, last + room] };
}

/** Ticks at the values of the setting themselves, as many as have room for their labels on `width` pixels. */
export function settingAxisMark(
  settings: readonly number[],
  { scale, width, scheme }: { scale: SettingScale; width: number; scheme: Scheme },
): Plot.Markish {
  const place = Plot.scale({ x: { ...scale, range: [0, width] } });
  let end = -Infinity;
  const ticks = settings.filter((setting) => {
    const half = textWidth(formatNumber(setting), axisFont) / 2;
    const center = place.apply(setting) as number;
    if (center - half < end + 6) return false;
    end = center + half;
    return true;
  });
  // Not a tick format: on a log scale that would label powers of ten alone.
  return Plot.axisX(ticks, { text: formatNumber, tickPadding: 9, ...tickText(scheme) });
}
