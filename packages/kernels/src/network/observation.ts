import type { LinearMemory } from '../wasm/linear-memory';
import { deadShare } from './dead-units';
import type { CompiledActivation } from './network-shape';
import { roundUp, rowBytes, type LayerParameters } from './layer-parameters';

/** How an observation sums up values. */
export interface ObservationOptions {
  /** Shares of the values that lie below each quantile, in [0, 1]. Default 0, 0.05, 0.25, 0.5, 0.75, 0.95, 1. */
  quantiles?: readonly number[];
  /** Bins of the histograms. Default 40. */
  bins?: number;
}

/** How often values fall into each of equal bins between two ends; the last bin holds the upper end too. */
export interface Histogram {
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
}

/** Values of a layer, of all its units over all examples of a batch. */
export interface Distribution {
  readonly mean: number;
  readonly deviation: number;
  /** The quantiles asked for, in their order, each a value that occurs. */
  readonly quantiles: readonly number[];
  readonly histogram: Histogram;
}

/** One layer in one step. The output layer has no activation: only its norms are there. */
export interface LayerObservation {
  /** What the activation is applied to. */
  readonly preactivations?: Distribution;
  /** What the activation makes of it; where batch norm comes after the activation, what batch norm makes of that. */
  readonly activations?: Distribution;
  /** Share of the units whose activation is flat at every example of the batch; see {@link deadShare}. */
  readonly deadShare?: number;
  readonly gamma?: Float32Array;
  readonly beta?: Float32Array;
  /** Euclidean norms of the parameters before the step, and of the gradients of the batch's mean loss. */
  readonly norms: {
    readonly weights: number;
    readonly weightGradient: number;
    readonly [name: string]: number;
  };
}

/** What a training step on a batch would see, the whole network over. */
export interface Observation {
  /** Batches trained before. */
  readonly step: number;
  /** Mean loss of the batch. */
  readonly loss: number;
  readonly layers: readonly LayerObservation[];
}

const QUANTILES = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];

/**
 * Lends every layer a place for what is usually not kept, runs the kernels, and reads it.
 *
 * @param network - The activation of the hidden layers, and what computes the gradients and returns the loss.
 */
export function observe(
  memory: LinearMemory,
  layers: readonly LayerParameters[],
  batch: number,
  { activation, run }: { activation: CompiledActivation; run: () => number },
  { quantiles = QUANTILES, bins = 40 }: ObservationOptions,
): Omit<Observation, 'step'> {
  checkOptions(quantiles, bins);
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

/** A relu is usually applied in passing, and what it is applied to is written nowhere. */
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

function norm(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

function describeValues(values: Float32Array, shares: readonly number[], bins: number): Distribution {
  const sorted = values.toSorted();
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const [from, to] = [sorted[0]!, sorted.at(-1)!];
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.floor((bins * (value - from)) / (to - from || 1)));
    if (bin >= 0) counts[bin]! += 1;
  }
  return {
    mean,
    deviation: Math.sqrt(variance),
    quantiles: shares.map((share) => sorted[Math.round(share * (sorted.length - 1))]!),
    histogram: { from, to, counts },
  };
}

function checkOptions(quantiles: readonly number[], bins: number): void {
  const wrong = quantiles.find((share) => !(share >= 0 && share <= 1));
  if (wrong !== undefined) {
    throw new RangeError(`CompiledNetwork.observe: quantiles must be between 0 and 1, got ${wrong}`);
  }
  if (!Number.isInteger(bins) || bins < 1) {
    throw new RangeError(`CompiledNetwork.observe: bins must be a positive integer, got ${bins}`);
  }
}
