import { ArgumentError, show } from '@bnlab/arguments';
import { closest } from 'fastest-levenshtein';
import settingsSchema from '../../schema/run-settings.schema.json';
import { combinationProblem } from './check-combination';
import type { RunSettings } from '../record/run-settings';
import { settingsValidator } from '../record/schemas';

/** Values to take instead of a preset's, by name. `depth` stands for that many hidden layers of the preset's width. */
export type Overrides = Readonly<Record<string, number | string>>;

const properties: Record<string, { type?: string; enum?: string[] }> = settingsSchema.properties;

/** Every name that an override may have. */
export const settingNames = [...Object.keys(properties).filter((name) => name !== 'layerSizes'), 'depth'];

/**
 * A preset's settings with other values for some.
 *
 * @throws ArgumentError naming the setting, what it may be and what it was given.
 */
export function overrideSettings(settings: RunSettings, overrides: Overrides): RunSettings {
  if (typeof overrides !== 'object' || overrides === null) {
    throw new ArgumentError(
      'overrideSettings',
      `overrides must be an object such as { learningRate: 0.1 }, got ${show(overrides)}`,
    );
  }
  const { depth, ...values } = overrides;
  for (const name of Object.keys(overrides)) checkName('overrideSettings', name);
  const changed = { ...settings, ...values };
  if (depth !== undefined) Object.assign(changed, { layerSizes: layersOfDepth(settings.layerSizes, depth) });
  const validate = settingsValidator();
  if (validate(changed)) {
    const problem = combinationProblem(changed);
    if (problem !== undefined) throw new ArgumentError('overrideSettings', problem);
    return changed;
  }
  const { instancePath, message, params } = validate.errors![0]!;
  const name = instancePath.split('/')[1]!;
  const allowed = 'allowedValues' in params ? ` (${(params['allowedValues'] as string[]).join(', ')})` : '';
  throw new ArgumentError('overrideSettings', `${name} ${message}${allowed}, got ${String(overrides[name])}`);
}

/**
 * Reads `name=value,value...`.
 *
 * @returns The name, and its values as the setting's type.
 * @throws ArgumentError when there is no such setting, or no value.
 */
export function parseSetting(text: string): [name: string, values: (number | string)[]] {
  const [, name, list] = /^([^=]+)=(.+)$/.exec(String(text)) ?? [];
  if (name === undefined || list === undefined) {
    throw new ArgumentError('parseSetting', `a setting must be written name=value,value..., got "${text}"`);
  }
  checkName('parseSetting', name);
  const isText = properties[name]?.enum !== undefined || properties[name]?.type === 'string';
  return [name, list.split(',').map((value) => (isText ? value : numberOf(name, value)))];
}

function checkName(functionName: string, name: string): void {
  if (settingNames.includes(name)) return;
  throw new ArgumentError(functionName, `unknown setting "${name}"; did you mean ${nearestSetting(name)}?`);
}

/** What begins like it is nearer than what is as short. */
function nearestSetting(name: string): string {
  return settingNames.find((known) => known.startsWith(name)) ?? closest(name, settingNames);
}

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new ArgumentError('parseSetting', `${name} must be a number, got "${text}"`);
}

function layersOfDepth(layerSizes: readonly number[], depth: number | string): number[] {
  if (!(Number.isInteger(depth) && Number(depth) >= 1 && Number(depth) <= 100)) {
    throw new ArgumentError(
      'overrideSettings',
      `depth must be a whole number of hidden layers from 1 to 100, got ${depth}`,
    );
  }
  const hidden = layerSizes.length > 2 ? layerSizes[1]! : 100;
  return [layerSizes[0]!, ...Array.from({ length: Number(depth) }, () => hidden), layerSizes.at(-1)!];
}
