import { Ajv } from 'ajv';
import { closest } from 'fastest-levenshtein';
import settingsSchema from '../../schema/run-settings.schema.json';
import { combinationProblem } from './check-combination';
import type { RunSettings } from '../record/run-settings';

/** Values to take instead of a preset's, by name. `depth` stands for that many hidden layers of the preset's width. */
export type Overrides = Readonly<Record<string, number | string>>;

/** A setting has no such name, or cannot have such a value. */
export class SettingError extends RangeError {
  override readonly name = 'SettingError';
}

const properties: Record<string, { type?: string; enum?: string[] }> = settingsSchema.properties;

/** Every name that an override may have. */
export const settingNames = [...Object.keys(properties).filter((name) => name !== 'layerSizes'), 'depth'];

const validate = new Ajv().compile<RunSettings>(settingsSchema);

/**
 * A preset's settings with other values for some.
 *
 * @throws SettingError naming the setting, what it may be and what it was given.
 */
export function overrideSettings(settings: RunSettings, overrides: Overrides): RunSettings {
  const { depth, ...values } = overrides;
  for (const name of Object.keys(overrides)) checkName(name);
  const changed = { ...settings, ...values };
  if (depth !== undefined) Object.assign(changed, { layerSizes: layersOfDepth(settings.layerSizes, depth) });
  if (validate(changed)) {
    const problem = combinationProblem(changed);
    if (problem !== undefined) throw new SettingError(problem);
    return changed;
  }
  const { instancePath, message, params } = validate.errors![0]!;
  const name = instancePath.split('/')[1]!;
  const allowed = 'allowedValues' in params ? ` (${(params['allowedValues'] as string[]).join(', ')})` : '';
  throw new SettingError(`${name} ${message}${allowed}, got ${String(overrides[name])}`);
}

/**
 * Reads `name=value,value...`.
 *
 * @returns The name, and its values as the setting's type.
 * @throws SettingError when there is no such setting, or no value.
 */
export function parseSetting(text: string): [name: string, values: (number | string)[]] {
  const [, name, list] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || list === undefined) {
    throw new SettingError(`a setting must be written name=value,value..., got "${text}"`);
  }
  checkName(name);
  const isText = properties[name]?.enum !== undefined;
  return [name, list.split(',').map((value) => (isText ? value : numberOf(name, value)))];
}

function checkName(name: string): void {
  if (settingNames.includes(name)) return;
  throw new SettingError(`unknown setting "${name}"; did you mean ${closest(name, settingNames)}?`);
}

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new SettingError(`${name} must be a number, got "${text}"`);
}

function layersOfDepth(layerSizes: readonly number[], depth: number | string): number[] {
  if (!(Number.isInteger(depth) && Number(depth) >= 1 && Number(depth) <= 100)) {
    throw new SettingError(`depth must be a whole number of hidden layers from 1 to 100, got ${depth}`);
  }
  const hidden = layerSizes.length > 2 ? layerSizes[1]! : 100;
  return [layerSizes[0]!, ...Array.from({ length: Number(depth) }, () => hidden), layerSizes.at(-1)!];
}
