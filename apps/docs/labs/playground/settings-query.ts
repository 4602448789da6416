import {
  activations,
  areAllowedWidths,
  defaultSettings,
  isAllowed,
  networkKinds,
  type NetworkKind,
  type NumberSetting,
  type PlaygroundActivation,
  type PlaygroundSettings,
  usualWidths,
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
  set('net', settings.network, defaultSettings.network);
  set('layers', settings.hidden.join('-'), usualWidths[settings.network].join('-'));
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
  const network = readNetwork(query) ?? defaultSettings.network;
  const hidden = readHidden(query) ?? usualWidths[network];
  const numbers = numberNames.flatMap((name) => {
    const value = readNumber(query, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...defaultSettings,
    ...Object.fromEntries(numbers),
    network,
    hidden,
    normalized: readFlags(query, hidden.length) ?? hidden.map(() => true),
    placement: readPlacement(query) ?? defaultSettings.placement,
    activation: readActivation(query) ?? defaultSettings.activation,
  };
}

/** The parts of a query, as `key=value`, that are there and cannot be read: those of a damaged link. */
export function queryProblems(text: string): string[] {
  const query = new URLSearchParams(text);
  const readings: Readonly<Record<string, unknown>> = {
    net: readNetwork(query),
    layers: readHidden(query),
    bn: readFlags(query, fromQuery(text).hidden.length),
    place: readPlacement(query),
    act: readActivation(query),
    ...Object.fromEntries(numberNames.map((name) => [numberKeys[name], readNumber(query, name)])),
  };
  return Object.keys(readings)
    .filter((key) => query.has(key) && readings[key] === undefined)
    .map((key) => `${key}=${query.get(key)}`);
}

function readNumber(query: URLSearchParams, name: NumberSetting): number | undefined {
  const given = query.get(numberKeys[name]);
  const value = Number(given);
  return given !== null && given !== '' && isAllowed(name, value) ? value : undefined;
}

function readNetwork(query: URLSearchParams): NetworkKind | undefined {
  return networkKinds.find((name) => name === query.get('net'));
}

function readHidden(query: URLSearchParams): readonly number[] | undefined {
  const widths = (query.get('layers') ?? '').split('-').map(Number);
  return areAllowedWidths(widths, readNetwork(query) ?? defaultSettings.network) ? widths : undefined;
}

function readFlags(query: URLSearchParams, count: number): readonly boolean[] | undefined {
  const text = query.get('bn');
  return text !== null && new RegExp(`^[01]{${count}}$`).test(text)
    ? [...text].map((flag) => flag === '1')
    : undefined;
}

function readPlacement(query: URLSearchParams): PlaygroundSettings['placement'] | undefined {
  return (['before-activation', 'after-activation'] as const).find((name) => name === query.get('place'));
}

function readActivation(query: URLSearchParams): PlaygroundActivation | undefined {
  return activations.find((name) => name === query.get('act'));
}

function flags(values: readonly boolean[]): string {
  return values.map(Number).join('');
}
