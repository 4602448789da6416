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

/** A record in linear memory, read and written by the names of its fields. */
export class MemoryRecord<Field extends string> {
  readonly address: number;
  readonly #memory: WebAssembly.Memory;
  readonly #offsets: ReadonlyMap<Field, number>;

  constructor(memory: WebAssembly.Memory, address: number, fields: readonly Field[]) {
    this.#memory = memory;
    this.address = address;
    this.#offsets = new Map(fields.map((field, index) => [field, address + 4 * index]));
  }

  get(field: Field): number {
    const view = new DataView(this.#memory.buffer);
    const offset = this.#offsets.get(field)!;
    return floatFields.has(field) ? view.getFloat32(offset, true) : view.getUint32(offset, true);
  }

  set(values: { readonly [field in Field]?: number }): void {
    const view = new DataView(this.#memory.buffer);
    for (const [field, value] of Object.entries(values) as [Field, number][]) {
      const offset = this.#offsets.get(field)!;
      if (floatFields.has(field)) view.setFloat32(offset, value, true);
      else view.setUint32(offset, value, true);
    }
  }
}
