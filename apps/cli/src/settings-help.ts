import schema from '@bnlab/experiments/run-settings.schema.json';
import { paragraph } from './paragraph';

/** What the schema says of a setting. */
interface SettingSchema {
  description: string;
  enum?: readonly string[];
  type?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
}

const DEPTH: SettingSchema = {
  description: "Hidden layers, each as wide as the preset's first.",
  type: 'integer',
  minimum: 1,
  maximum: 100,
};

/** Every setting that can be swept: its values, then what it is, in what unit, and its default. */
export function settingsHelp(columns: number): string {
  const { layerSizes: _, ...settings } = schema.properties;
  const items = Object.entries<SettingSchema>({ ...settings, depth: DEPTH }).map(([name, setting]) =>
    [
      paragraph(`${name}=${valuesText(setting)}`, '  ', columns),
      paragraph(setting.description, '      ', columns),
    ].join('\n'),
  );
  const isPresets = paragraph(
    "A setting without a default has the preset's or the sweep's value.",
    '',
    columns,
  );
  return `Settings:\n${items.join('\n')}\n${isPresets}`;
}

function valuesText({ enum: choices, type, ...bounds }: SettingSchema): string {
  if (choices) return choices.join(' | ');
  if (type === 'string') return '<name>';
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = bounds;
  const ends = [
    ...(minimum === undefined ? [] : [`from ${minimum}`]),
    ...(exclusiveMinimum === undefined ? [] : [`above ${exclusiveMinimum}`]),
    ...(maximum === undefined ? [] : [`to ${maximum}`]),
    ...(exclusiveMaximum === undefined ? [] : [`below ${exclusiveMaximum}`]),
  ];
  return `<${[type === 'integer' ? 'whole number' : 'number', ...ends].join(' ')}>`;
}
