import { layerRecord } from '../generated/step-records';
import type { LinearMemory } from '../wasm/linear-memory';
import { MemoryRecord } from '../wasm/memory-record';
import { compiledActivations, isLayerNormalized, slotCount, type NetworkShape } from './network-shape';
import type { LayerSlots, LayerValues } from './network-values';

type LayerField = keyof typeof layerRecord;

/** Vectors of four floats that a row of a sparse product keeps in registers. */
const PANEL_VECTORS = 7;

/** How a layer's weights lie in memory: as rows, or in panels of columns for a sparse product. */
export type WeightLayout = 'rows' | 'panels';

/** The parameters of one layer in linear memory, and the record that tells the kernels where they are. */
export class LayerParameters {
  readonly record: MemoryRecord<typeof layerRecord>;
  readonly inputs: number;
  readonly units: number;
  readonly normalized: boolean;
  readonly #memory: LinearMemory;
  readonly #slots: number;
  #layout: WeightLayout = 'rows';
  #weightBlocks: number[] = [];

  constructor(memory: LinearMemory, address: number, shape: NetworkShape, index: number) {
    this.#memory = memory;
    this.record = new MemoryRecord(memory.memory, address, layerRecord);
    this.inputs = shape.layerSizes[index]!;
    this.units = shape.layerSizes[index + 1]!;
    this.normalized = isLayerNormalized(shape, index);
    this.#slots = slotCount(shape);
    const normalization = shape.placement === 'before-activation' ? 1 : 2;
    this.record.set({
      inputs: this.inputs,
      units: this.units,
      stride: rowBytes(this.units),
      vectorBytes: vectorBytes(this.units),
      normalization: this.normalized ? normalization : 0,
      activation: compiledActivations.indexOf(shape.activation),
    });
    this.#allocateVectors();
    this.arrangeWeights('rows');
    const isOutput = index === shape.layerSizes.length - 2;
    // exp(-infinity) = 0: a class that only fills up the vector gets no probability.
    if (isOutput) this.#vector('shift', vectorBytes(this.units) / 4).fill(-Infinity, this.units);
  }

  get layout(): WeightLayout {
    return this.#layout;
  }

  /** Lays the weights out anew; their values are lost, so they are read before and written after. */
  arrangeWeights(layout: WeightLayout): void {
    for (const block of this.#weightBlocks) this.#memory.free(block);
    this.#layout = layout;
    const placing = layout === 'rows' ? this.#rows() : this.#panels();
    const hasGradient = this.#slots > 0;
    const places = 1 + Number(hasGradient) + this.#slots;
    this.#weightBlocks = Array.from({ length: places }, () => this.#memory.allocate(placing.weightBytes));
    const [weights, ...rest] = this.#weightBlocks;
    const weightGradient = hasGradient ? rest.shift()! : 0;
    const [weightSlot1 = 0, weightSlot2 = 0] = rest;
    this.record.set({ ...placing, weights, weightGradient, weightSlot1, weightSlot2 });
  }

  read(): LayerValues {
    const { inputs: rows, units: columns } = this;
    const weights = { rows, columns, values: this.readMatrix('weights') };
    const slots = Array.from({ length: this.#slots }, (_, slot) => this.#readSlot(slot + 1));
    const kept = this.#slots > 0 ? { slots } : {};
    if (!this.normalized) return { weights, bias: this.readVector('shift'), ...kept };
    return {
      weights,
      gamma: this.readVector('gamma'),
      beta: this.readVector('shift'),
      populationMean: this.readVector('populationMean'),
      populationVariance: this.readVector('populationVariance'),
      ...kept,
    };
  }

  write({ weights, bias, gamma, beta, populationMean, populationVariance, slots }: LayerValues): void {
    this.#writeMatrix('weights', weights.values);
    this.#writeVector('shift', bias ?? beta!);
    if (this.normalized) {
      this.#writeVector('gamma', gamma);
      this.#writeVector('populationMean', populationMean);
      this.#writeVector('populationVariance', populationVariance);
    }
    for (let slot = 0; slot < this.#slots; slot++) this.#writeSlot(slot + 1, slots?.[slot]);
  }

  /** Runs `use` while there is a place for the weights' gradient, also where the optimizer needs none. */
  withGradient(use: () => void): void {
    if (this.record.get('weightGradient') !== 0) return use();
    const weightGradient = this.#memory.allocate(this.record.get('weightBytes'));
    this.record.set({ weightGradient });
    use();
    this.record.set({ weightGradient: 0 });
    this.#memory.free(weightGradient);
  }

  readVector(field: LayerField): Float32Array {
    return this.#vector(field, this.units).slice();
  }

  /** A matrix that lies as the weights do, row by row. */
  readMatrix(field: LayerField): Float32Array {
    const values = new Float32Array(this.inputs * this.units);
    const floats = new Float32Array(this.#memory.memory.buffer);
    // A panel holds 28 values of a row: a view of each run takes longer than to copy what is in it.
    for (const { from, to, length } of this.#runs(field)) {
      const first = from / 4;
      for (let i = 0; i < length; i++) values[to + i] = floats[first + i]!;
    }
    return values;
  }

  #writeMatrix(field: LayerField, values: Float32Array | undefined): void {
    for (const { from, to, length } of this.#runs(field)) {
      const place = this.#memory.floats(from, length);
      if (values) place.set(values.subarray(to, to + length));
      else place.fill(0);
    }
  }

  #writeVector(field: LayerField, values: Float32Array | undefined): void {
    const place = this.#vector(field, this.units);
    if (values) place.set(values);
    else place.fill(0);
  }

  #vector(field: LayerField, length: number): Float32Array {
    return this.#memory.floats(this.record.get(field), length);
  }

  #readSlot(slot: number): LayerSlots {
    const weights = this.readMatrix(`weightSlot${slot}` as LayerField);
    const shift = this.readVector(`shiftSlot${slot}` as LayerField);
    if (!this.normalized) return { weights, bias: shift };
    return { weights, gamma: this.readVector(`gammaSlot${slot}` as LayerField), beta: shift };
  }

  #writeSlot(slot: number, values: LayerSlots | undefined): void {
    this.#writeMatrix(`weightSlot${slot}` as LayerField, values?.weights);
    this.#writeVector(`shiftSlot${slot}` as LayerField, values?.bias ?? values?.beta);
    if (this.normalized) this.#writeVector(`gammaSlot${slot}` as LayerField, values?.gamma);
  }

  #allocateVectors(): void {
    const allocate = () => this.#memory.allocate(vectorBytes(this.units));
    const slots = (name: 'gamma' | 'shift') =>
      Object.fromEntries(
        Array.from({ length: this.#slots }, (_, slot) => [`${name}Slot${slot + 1}`, allocate()]),
      );
    this.record.set({ shift: allocate(), shiftGradient: allocate(), ...slots('shift') });
    if (!this.normalized) return;
    this.record.set({
      gamma: allocate(),
      gammaGradient: allocate(),
      ...slots('gamma'),
      populationMean: allocate(),
      populationVariance: allocate(),
      scale: allocate(),
      offset: allocate(),
    });
  }

  #rows() {
    const weightStride = rowBytes(this.units);
    return { panels: 1, weightStride, panelStride: 0, weightBytes: roundUp(this.inputs, 8) * weightStride };
  }

  #panels() {
    const vectors = Math.ceil(this.units / 4);
    const panels = Math.ceil(vectors / PANEL_VECTORS);
    const weightStride = 16 * Math.ceil(vectors / panels);
    const panelStride = this.inputs * weightStride;
    return { panels, weightStride, panelStride, weightBytes: panels * panelStride };
  }

  /** The stretches of a matrix that lie together in memory: `to` is their place in a matrix without padding. */
  *#runs(field: LayerField): Generator<{ from: number; to: number; length: number }> {
    const start = this.record.get(field);
    const { panels, weightStride, panelStride } = this.#layout === 'rows' ? this.#rows() : this.#panels();
    const vectors = Math.ceil(this.units / 4);
    let column = 0;
    for (let panel = 0; panel < panels; panel++) {
      const wide = Math.floor(vectors / panels) + Number(panel < vectors % panels);
      const length = panels === 1 ? this.units : Math.min(4 * wide, this.units - column);
      for (let row = 0; row < this.inputs; row++) {
        const from = start + panel * panelStride + row * weightStride;
        yield { from, to: row * this.units + column, length };
      }
      column += length;
    }
  }
}

/** Bytes of `units` floats, padded to 8 of them. */
export function vectorBytes(units: number): number {
  return 4 * roundUp(units, 8);
}

/** Bytes from row to row: rows at a multiple of 512 bytes would fight for the same places in the cache. */
export function rowBytes(units: number): number {
  const bytes = vectorBytes(units);
  return bytes % 512 === 0 ? bytes + 64 : bytes;
}

export function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}
