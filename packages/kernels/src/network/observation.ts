import { ArgumentError, checkNumber, checkOptions, show } from '@bnlab/arguments';
import type { LinearMemory } from '../wasm/linear-memory';
import { deadShare, liveShares } from './dead-units';
import type { CompiledActivation } from './network-shape';
import { roundUp, rowBytes, type LayerParameters } from './layer-parameters';

/** How an observation summarizes values. */
export interface ObservationOptions {
  /** The quantiles, each the share of values below it, in [0, 1]. Default: 0, 0.05, 0.25, 0.5, 0.75, 0.95, 1. */
  quantiles?: readonly number[];
  /**
   * The number of bins per histogram, a positive integer; or the edges of the bins, ascending, the same for every layer:
   * what lies outside them is counted in the first or the last bin. Default: 40.
   */
  bins?: number | readonly number[];
  /** The learning rate of the step, at least 0, to see how far it would move the parameters. Default: not told. */
  learningRate?: number;
}

/** Counts of values in bins of equal width from `from` to `to`, or between edges. The last bin includes `to`. */
export interface Histogram {
  readonly from: number;
  readonly to: number;
  /** The edges of the bins, one more than counts; where the options gave them. */
  readonly edges?: readonly number[];
  readonly counts: readonly number[];
}

/** The values of one layer: of all units, over all examples of a batch. */
export interface Distribution {
  readonly mean: number;
  /** The standard deviation. */
  readonly deviation: number;
  /** The quantiles in the order of the options. Each is a value that occurs. */
  readonly quantiles: readonly number[];
  readonly histogram: Histogram;
}

/** One layer in one step. The output layer has no activation, and only `norms`. */
export interface LayerObservation {
  /** The values before the activation. */
  readonly preactivations?: Distribution;
  /** The layer's output: the values after the activation, or after batch norm where it stands after the activation. */
  readonly activations?: Distribution;
  /** The share of units whose activation is flat at every example of the batch; see {@link deadShare}. */
  readonly deadShare?: number;
  /** Per unit, the share of examples at which its activation is not flat; see {@link liveShares}. */
  readonly liveShares?: Float32Array;
  readonly gamma?: Float32Array;
  readonly beta?: Float32Array;
  /** The Euclidean norms of the parameters before the step, and of the gradients of the batch's mean loss. */
  readonly norms: {
    readonly weights: number;
    readonly weightGradient: number;
    readonly [name: string]: number;
  };
  /** With `learningRate`: by parameter, the Euclidean norm of the step's change over that of the parameter. */
  readonly updateRatios?: UpdateRatios;
}

/** By parameter (`weights`, `bias`, `gamma`, `beta`), how far a step moves it in parts of its norm. */
export type UpdateRatios = { readonly [parameter: string]: number };

/** Every layer of a network in one training step. */
export interface Observation {
  /** The number of steps trained before. */
  readonly step: number;
  /** The mean loss of the batch. */
  readonly loss: number;
  readonly layers: readonly LayerObservation[];
}

export const QUANTILES = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];
export const BINS = 40;

/**
 * Gives every layer room for the values that a step does not keep, runs the kernels, and reads them.
 *
 * @param network - The activation of the hidden layers, and `run`, which computes the gradients and returns the loss.
 */
export function observe(
  memory: LinearMemory,
  layers: readonly LayerParameters[],
  batch: number,
  { activation, run }: { activation: CompiledActivation; run: () => number },
  { quantiles = QUANTILES, bins = BINS }: ObservationOptions,
): Omit<Observation, 'step'> {
  const observed: { loss: number; layers: LayerObservation[] } = { loss: NaN, layers: [] };
  const describe = (values: Float32Array) => describeValues(values, quantiles, bins);
  const readAll = () => {
    observed.loss = run();
    observed.layers = layers.map((layer) => ({
      ...(layer === layers.at(-1) ? {} : valuesOf(memory, layer, { batch, activation, describe })),
      ...(layer.normalized ? { gamma: layer.readVector('gamma'), beta: layer.readVector('shift') } : {}),
      norms: normsOf(layer),
    }));
  };
  const withGradients = layers.reduce((use, layer) => () => layer.withGradient(use), readAll);
  layers
    .slice(0, -1)
    .reduce((use, layer) => () => withPreactivation(memory, layer, batch, use), withGradients)();
  return observed;
}

/** A relu is usually applied in passing, and the values before it are not stored. */
function withPreactivation(
  memory: LinearMemory,
  layer: LayerParameters,
  batch: number,
  use: () => void,
): void {
  const { record, units } = layer;
  const usual = record.get('preactivation');
  if (usual !== record.get('output')) return use();
  const preactivation = memory.allocate(roundUp(batch, 4) * rowBytes(units));
  record.set({ preactivation });
  use();
  record.set({ preactivation: usual });
  memory.free(preactivation);
}

function valuesOf(
  memory: LinearMemory,
  { record, units }: LayerParameters,
  {
    batch,
    activation,
    describe,
  }: { batch: number; activation: CompiledActivation; describe: (values: Float32Array) => Distribution },
) {
  const read = (field: 'preactivation' | 'output') => {
    const values = new Float32Array(batch * units);
    for (let i = 0; i < batch; i++) {
      values.set(memory.floats(record.get(field) + i * record.get('stride'), units), i * units);
    }
    return values;
  };
  const preactivations = read('preactivation');
  return {
    preactivations: describe(preactivations),
    activations: describe(read('output')),
    deadShare: deadShare(preactivations, units, activation),
    liveShares: liveShares(preactivations, units, activation),
  };
}

function normsOf(layer: LayerParameters): LayerObservation['norms'] {
  const norms = {
    weights: norm(layer.readMatrix('weights')),
    weightGradient: norm(layer.readMatrix('weightGradient')),
  };
  const shift = norm(layer.readVector('shift'));
  const shiftGradient = norm(layer.readVector('shiftGradient'));
  if (!layer.normalized) return { ...norms, bias: shift, biasGradient: shiftGradient };
  const gamma = norm(layer.readVector('gamma'));
  const gammaGradient = norm(layer.readVector('gammaGradient'));
  return { ...norms, gamma, gammaGradient, beta: shift, betaGradient: shiftGradient };
}

/**
 * The Euclidean norm. Here and below loops count: `reduce` calls a function per value, and to iterate over a typed array
 * takes V8 ten times as long.
 */
export function norm(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return Math.sqrt(sum);
}

/** The norm of the change from one value to another, in parts of the norm before. */
export function updateRatio(before: Float32Array, after: Float32Array): number {
  return norm(after.map((value, i) => value - before[i]!)) / norm(before);
}

export function describeValues(
  values: Float32Array,
  shares: readonly number[],
  bins: number | readonly number[],
): Distribution {
  const sorted = values.toSorted();
  let [sum, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const mean = sum / values.length;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) ** 2;
  const variance = squares / values.length;
  return {
    mean,
    deviation: Math.sqrt(variance),
    quantiles: shares.map((share) => sorted[Math.round(share * (sorted.length - 1))]!),
    histogram: typeof bins === 'number' ? evenBins(sorted, bins) : binsBetween(sorted, bins),
  };
}

function evenBins(sorted: Float32Array, bins: number): Histogram {
  const [from, to] = [sorted[0]!, sorted.at(-1)!];
  const counts = new Array<number>(bins).fill(0);
  for (let i = 0; i < sorted.length; i++) {
    const value = sorted[i]!;
    const bin = Math.min(bins - 1, Math.floor((bins * (value - from)) / (to - from || 1)));
    if (bin >= 0) counts[bin]! += 1;
  }
  return { from, to, counts };
}

/** Values that are no numbers, which are sorted last, are counted nowhere. */
function binsBetween(sorted: Float32Array, edges: readonly number[]): Histogram {
  const last = edges.length - 2;
  const counts = new Array<number>(last + 1).fill(0);
  let bin = 0;
  for (let i = 0; i < sorted.length; i++) {
    const value = sorted[i]!;
    while (bin < last && value >= edges[bin + 1]!) bin += 1;
    if (!Number.isNaN(value)) counts[bin]! += 1;
  }
  return { from: edges[0]!, to: edges.at(-1)!, edges: [...edges], counts };
}

/** @internal @throws ArgumentError if an option is unknown or out of range. */
export function checkObservationOptions(caller: string, options: ObservationOptions): void {
  checkOptions(caller, options, ['quantiles', 'bins', 'learningRate']);
  const { quantiles = QUANTILES, bins = BINS, learningRate } = options;
  if (!Array.isArray(quantiles)) {
    throw new ArgumentError(caller, `quantiles must be an array of shares in [0, 1], got ${show(quantiles)}`);
  }
  quantiles.forEach((share, index) => checkNumber(caller, `quantiles[${index}]`, share, { min: 0, max: 1 }));
  if (learningRate !== undefined) checkNumber(caller, 'learningRate', learningRate, { min: 0 });
  if (!Array.isArray(bins)) return checkNumber(caller, 'bins', bins, { min: 1, integer: true });
  const edges = bins as readonly unknown[];
  edges.forEach((edge, index) => checkNumber(caller, `bins[${index}]`, edge));
  const areRising = edges.every(
    (edge, index) => index === 0 || (edge as number) > (edges[index - 1] as number),
  );
  if (edges.length >= 2 && areRising) return;
  throw new ArgumentError(
    caller,
    `bins must be at least two edges, each above the one before, got ${show(bins)}`,
  );
}
