import isDeepEqual from 'fast-deep-equal';
import type { RunSettings } from '../record/run-settings';
import { settingNumber, settingText, type SettingName } from './setting-words';

/** How the settings that vary in a sweep are laid out. */
export interface SweptAxes {
  /** Every setting that varies. */
  swept: SettingName[];
  /** Those that tell its cells apart, and not only its networks; of two that vary together, the one that says more. */
  shown: SettingName[];
  /** Those with a scale, that of most values first, at most two: one makes a curve, two a map. */
  scaled: SettingName[];
  /** The others that are shown: a figure for each combination of their values. */
  panels: SettingName[];
}

/** Fewer values than this stand side by side; as many make a scale. */
const SCALE = 3;

/** A scale is logarithmic if its largest value is at least so many times the smallest. */
const LOGARITHMIC = 30;

/** Told by the names of the networks, not by where they are drawn. */
const NAMES_NETWORK: readonly SettingName[] = ['normalization', 'ghostBatchSize', 'placement'];

/** Of settings that vary together, these say more. */
const SAY_MORE: readonly SettingName[] = ['weightScaling', 'batchSize'];

/** Which settings vary, and how they are laid out. */
export function sweptAxes(cells: readonly { settings: RunSettings }[]): SweptAxes {
  const all = cells.map(({ settings }) => settings);
  const swept = settingsThatVary(all);
  const isScale = (name: SettingName) =>
    all.every((settings) => Number.isFinite(settingNumber(settings, name))) && values(all, [name]) >= SCALE;
  const apart = swept.filter((name) => !NAMES_NETWORK.includes(name));
  const shown = apart.filter((name) => !apart.some((other) => tells(other, name, all, apart)));
  const scaled = shown
    .filter(isScale)
    .sort((a, b) => values(all, [b]) - values(all, [a]))
    .slice(0, 2);
  return { swept, shown, scaled, panels: shown.filter((name) => !scaled.includes(name)) };
}

/** Whether a scale's values are better set out by their factor than by their distance. */
export function scaleOf(cells: readonly { settings: RunSettings }[], name: SettingName): 'log' | 'linear' {
  const numbers = cells.map(({ settings }) => settingNumber(settings, name));
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return least > 0 && most / least >= LOGARITHMIC ? 'log' : 'linear';
}

function settingsThatVary(all: readonly RunSettings[]): SettingName[] {
  const names = new Set(all.flatMap((settings) => Object.keys(settings) as SettingName[]));
  return [...names].filter((name) => all.some((settings) => !isDeepEqual(settings[name], all[0]![name])));
}

/** Whether one setting says all that another says, and stands in its place. */
function tells(
  one: SettingName,
  other: SettingName,
  all: readonly RunSettings[],
  order: SettingName[],
): boolean {
  if (one === other) return false;
  const together = values(all, [one, other]);
  if (together !== values(all, [one])) return false;
  const [first, second] = [one, other].map((name) => SAY_MORE.includes(name));
  if (first !== second) return first!;
  if (together !== values(all, [other])) return false;
  return order.indexOf(one) < order.indexOf(other);
}

/** How many different combinations of values some settings have. */
function values(all: readonly RunSettings[], names: readonly SettingName[]): number {
  return new Set(all.map((settings) => names.map((name) => settingText(settings, name)).join('\n'))).size;
}
