/** The activations that the playground offers, in the order of its list. */
export const activations = [
  'relu',
  'sigmoid',
  'tanh',
  'leakyRelu',
  'elu',
  'gelu',
  'swish',
  'identity',
] as const;

export type PlaygroundActivation = (typeof activations)[number];

/** What the hidden layers are: fully connected, or convolutions of 3 x 3. */
export const networkKinds = ['dense', 'convolutional'] as const;

export type NetworkKind = (typeof networkKinds)[number];

/** What the reader chooses; with it, both networks' training is settled to the last bit. */
export interface PlaygroundSettings {
  readonly network: NetworkKind;
  /** Units of the hidden layers: the channels of a convolution. */
  readonly hidden: readonly number[];
  /** Which of them the second network normalizes; the first network never does. */
  readonly normalized: readonly boolean[];
  readonly placement: 'before-activation' | 'after-activation';
  readonly activation: PlaygroundActivation;
  readonly learningRate: number;
  /** Deviation of the starting weights around 0. */
  readonly standardDeviation: number;
  readonly batchSize: number;
  readonly trainingBatches: number;
  /** Batches between two measurements. */
  readonly batchesPerSample: number;
  /** Images to learn from: the first so many of the 55,000. */
  readonly trainingImages: number;
  /** Draws the starting weights and the order of the images. */
  readonly seed: number;
}

/** The hidden layers of a network that no more is said of. */
export const usualWidths: Readonly<Record<NetworkKind, readonly number[]>> = {
  dense: [100, 100, 100],
  convolutional: [8, 12, 16],
};

/** The lesson's first experiment that takes seconds rather than minutes. */
export const defaultSettings: PlaygroundSettings = {
  network: 'dense',
  hidden: usualWidths.dense,
  normalized: [true, true, true],
  placement: 'before-activation',
  activation: 'relu',
  learningRate: 0.01,
  standardDeviation: 0.05,
  batchSize: 60,
  trainingBatches: 2000,
  batchesPerSample: 50,
  trainingImages: 55000,
  seed: 1,
};

/** The least and the most that each number may be; above that a page would run out of patience or memory. */
export const limits = {
  layers: { least: 1, most: 8 },
  width: { least: 1, most: 512 },
  channels: { least: 1, most: 64 },
  learningRate: { least: 1e-6, most: 1000 },
  standardDeviation: { least: 1e-6, most: 1000 },
  batchSize: { least: 1, most: 1000 },
  trainingBatches: { least: 1, most: 200000 },
  batchesPerSample: { least: 1, most: 10000 },
  trainingImages: { least: 1000, most: 55000 },
  seed: { least: 0, most: 4294967295 },
} as const;

export type NumberSetting = Exclude<keyof typeof limits, 'layers' | 'width' | 'channels'>;

const fractional: ReadonlySet<string> = new Set<NumberSetting>(['learningRate', 'standardDeviation']);

/** Whether a number is one that the setting may have. */
export function isAllowed(name: keyof typeof limits, value: number): boolean {
  const { least, most } = limits[name];
  return value >= least && value <= most && (fractional.has(name) || Number.isInteger(value));
}

/** Whether hidden layers may have these widths. */
export function areAllowedWidths(widths: readonly number[], network: NetworkKind): boolean {
  const name = network === 'dense' ? 'width' : 'channels';
  return isAllowed('layers', widths.length) && widths.every((width) => isAllowed(name, width));
}

/** Units a layer of both networks, inputs and classes included. */
export function layerSizes({ hidden }: PlaygroundSettings): number[] {
  return [784, ...hidden, 10];
}

/** One hidden layer more, as wide as the last, or one less; as many as before where that is not allowed. */
export function withLayerCount(settings: PlaygroundSettings, count: number): PlaygroundSettings {
  if (!isAllowed('layers', count)) return settings;
  const last = settings.hidden.length - 1;
  const pick = <T>(values: readonly T[]) =>
    Array.from({ length: count }, (_, i) => values[Math.min(i, last)]!);
  return { ...settings, hidden: pick(settings.hidden), normalized: pick(settings.normalized) };
}
