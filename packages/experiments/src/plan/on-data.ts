import type { DataRecord } from '../record/data-record';
import type { RunSettings } from '../record/run-settings';

/**
 * A preset, or settings, for other images: the first layer takes their pixels, the last has a unit for each class. For
 * MNIST nothing is changed.
 */
export function onData<Settings extends RunSettings>(
  settings: Settings,
  { name, rows, columns, classes }: Pick<DataRecord, 'name' | 'rows' | 'columns' | 'classes'>,
): Settings {
  if (name === 'mnist') return settings;
  const layerSizes = [rows * columns, ...settings.layerSizes.slice(1, -1), classes];
  return { ...settings, data: name, layerSizes };
}

/** Settings for the images that other settings are for. */
export function onDataOf<Settings extends RunSettings>(settings: Settings, other: RunSettings): Settings {
  if (other.data === undefined) return settings;
  const layerSizes = [other.layerSizes[0]!, ...settings.layerSizes.slice(1, -1), other.layerSizes.at(-1)!];
  return { ...settings, data: other.data, layerSizes };
}
