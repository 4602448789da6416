/**
 * The records that the kernels read: the fields of assembly/step/records.ts in their order, four bytes each. Addresses
 * and counts are unsigned integers; what `floatFields` lists is float32.
 */
export const layerFields = [
  'inputs',
  'units',
  'stride',
  'weightStride',
  'panelStride',
  'panels',
  'weightBytes',
  'weights',
  'weightGradient',
  'weightSlot1',
  'weightSlot2',
  'normalization',
  'activation',
  'vectorBytes',
  'gamma',
  'gammaGradient',
  'gammaSlot1',
  'gammaSlot2',
  'shift',
  'shiftGradient',
  'shiftSlot1',
  'shiftSlot2',
  'populationMean',
  'populationVariance',
  'inverseDeviation',
  'scale',
  'offset',
  'linear',
  'preactivation',
  'activated',
  'centred',
  'output',
  'activeRowStarts',
  'activeRowEnds',
  'activeColumnStarts',
  'activeColumnEnds',
] as const;

export const networkFields = [
  'layerCount',
  'layers',
  'batch',
  'indices',
  'sparseInputs',
  'byteInputs',
  'rowStarts',
  'columns',
  'values',
  'labels',
  'byteValues',
  'inputRows',
  'inputStride',
  'rowLists',
  'rowEnds',
  'columnStarts',
  'columnEnds',
  'gradient1',
  'gradient2',
  'outputGradient',
  'panel',
  'ghostBatch',
  'keep',
  'take',
  'epsilon',
  'learningRate',
  'optimizer',
  'decay1',
  'decay2',
  'rest1',
  'rest2',
  'correction1',
  'correction2',
  'adamEpsilon',
  'gradientsOnly',
] as const;

const floatFields: ReadonlySet<string> = new Set([
  'keep',
  'take',
  'epsilon',
  'learningRate',
  'decay1',
  'decay2',
  'rest1',
  'rest2',
  'correction1',
  'correction2',
  'adamEpsilon',
]);

export type LayerField = (typeof layerFields)[number];
export type NetworkField = (typeof networkFields)[number];

/** A record in linear memory, read and written by the names of its fields. Quick: some are written at every step. */
export class MemoryRecord<Field extends string> {
  readonly address: number;
  readonly #memory: WebAssembly.Memory;
  readonly #places: { readonly [field in Field]: number };
  /** Views of the memory; a memory that grows takes another buffer. */
  #buffer: ArrayBuffer;
  #words: Uint32Array;
  #floats: Float32Array;

  constructor(memory: WebAssembly.Memory, address: number, fields: readonly Field[]) {
    this.#memory = memory;
    this.address = address;
    const places = fields.map((field, index) => [field, address / 4 + index] as const);
    this.#places = Object.fromEntries(places) as { [field in Field]: number };
    this.#buffer = memory.buffer;
    this.#words = new Uint32Array(this.#buffer);
    this.#floats = new Float32Array(this.#buffer);
  }

  get(field: Field): number {
    this.#look();
    const place = this.#places[field];
    return floatFields.has(field) ? this.#floats[place]! : this.#words[place]!;
  }

  set(values: { readonly [field in Field]?: number }): void {
    this.#look();
    for (const field in values) {
      if (floatFields.has(field)) this.#floats[this.#places[field]] = values[field]!;
      else this.#words[this.#places[field]] = values[field]!;
    }
  }

  #look(): void {
    if (this.#buffer === this.#memory.buffer) return;
    this.#buffer = this.#memory.buffer;
    this.#words = new Uint32Array(this.#buffer);
    this.#floats = new Float32Array(this.#buffer);
  }
}
