import {
  activations,
  defaultSettings,
  isAllowed,
  type NumberSetting,
  type PlaygroundActivation,
  type PlaygroundSettings,
} from './settings';

/** The names that the numbers have in an address. */
const numberKeys: Readonly<Record<NumberSetting, string>> = {
  learningRate: 'lr',
  standardDeviation: 'sd',
  batchSize: 'batch',
  trainingBatches: 'batches',
  batchesPerSample: 'every',
  trainingImages: 'images',
  seed: 'seed',
};

const numberNames = Object.keys(numberKeys) as NumberSetting[];

/** The settings as the query of an address, without `?`: what is as by default is left out. */
export function toQuery(settings: PlaygroundSettings): string {
  const query = new URLSearchParams();
  const set = (key: string, value: string, usual: string) => {
    if (value !== usual) query.set(key, value);
  };
  set('layers', settings.hidden.join('-'), defaultSettings.hidden.join('-'));
  set('bn', flags(settings.normalized), flags(settings.hidden.map(() => true)));
  set('place', settings.placement, defaultSettings.placement);
  set('act', settings.activation, defaultSettings.activation);
  for (const name of numberNames) {
    set(numberKeys[name], String(settings[name]), String(defaultSettings[name]));
  }
  return query.toString();
}

/** The settings in the query of an address; what is missing, or cannot be, is as by default. */
export function fromQuery(text: string): PlaygroundSettings {
  const query = new URLSearchParams(text);
  const hidden = readHidden(query.get('layers'));
  const numbers = numberNames.flatMap((name) => {
    const given = query.get(numberKeys[name]);
    const value = Number(given);
    return given !== null && given !== '' && isAllowed(name, value) ? [[name, value] as const] : [];
  });
  return {
    ...defaultSettings,
    ...Object.fromEntries(numbers),
    hidden,
    normalized: readFlags(query.get('bn'), hidden.length),
    placement: query.get('place') === 'after-activation' ? 'after-activation' : defaultSettings.placement,
    activation: readActivation(query.get('act')),
  };
}

function readHidden(text: string | null): readonly number[] {
  const widths = (text ?? '').split('-').map(Number);
  const usable = isAllowed('layers', widths.length) && widths.every((width) => isAllowed('width', width));
  return usable ? widths : defaultSettings.hidden;
}

function readFlags(text: string | null, count: number): readonly boolean[] {
  const usable = text !== null && new RegExp(`^[01]{${count}}$`).test(text);
  return Array.from({ length: count }, (_, i) => (usable ? text[i] === '1' : true));
}

function readActivation(text: string | null): PlaygroundActivation {
  return activations.find((name) => name === text) ?? defaultSettings.activation;
}

function flags(values: readonly boolean[]): string {
  return values.map(Number).join('');
}
