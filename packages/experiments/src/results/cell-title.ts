import type { Cell } from './cells';
import { settingsPhrase, type SettingName } from './setting-words';
import { overridesOf } from './summarize-cells';
import { titleOf } from './title-of';

/** The title of a cell's preset, and the settings that are not the preset's: `ReLU, ..., with learning rate 2`. */
export function cellTitle(cell: Cell): string {
  const changed = Object.keys(overridesOf(cell, [])).map((name) =>
    name === 'depth' ? 'layerSizes' : name,
  ) as SettingName[];
  const title = titleOf(cell.preset);
  return changed.length === 0 ? title : `${title}, with ${settingsPhrase(cell.settings, changed)}`;
}
