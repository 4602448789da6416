/** The fields of a record in the order in which they lie in memory, four bytes each, with the type that kernels read. */
export type RecordLayout = Readonly<Record<string, 'u32' | 'i32' | 'usize' | 'f32'>>;

/** Bytes that a record of this layout takes. */
export function recordBytes(layout: RecordLayout): number {
  return 4 * Object.keys(layout).length;
}

/** A record in linear memory, read and written by the names of its fields. Quick: some are written at every step. */
export class MemoryRecord<Layout extends RecordLayout> {
  readonly address: number;
  readonly #memory: WebAssembly.Memory;
  readonly #layout: Layout;
  readonly #places: { readonly [field in keyof Layout]: number };
  /** Views of the memory; a memory that grows takes another buffer. */
  #buffer: ArrayBuffer;
  #words: Uint32Array;
  #floats: Float32Array;

  constructor(memory: WebAssembly.Memory, address: number, layout: Layout) {
    this.#memory = memory;
    this.address = address;
    this.#layout = layout;
    const places = Object.keys(layout).map((field, index) => [field, address / 4 + index] as const);
    this.#places = Object.fromEntries(places) as { [field in keyof Layout]: number };
    this.#buffer = memory.buffer;
    this.#words = new Uint32Array(this.#buffer);
    this.#floats = new Float32Array(this.#buffer);
  }

  get(field: keyof Layout): number {
    this.#look();
    const place = this.#places[field];
    return this.#layout[field] === 'f32' ? this.#floats[place]! : this.#words[place]!;
  }

  set(values: { readonly [field in keyof Layout]?: number }): void {
    this.#look();
    for (const field in values) {
      const views = this.#layout[field] === 'f32' ? this.#floats : this.#words;
      views[this.#places[field]] = values[field]!;
    }
  }

  #look(): void {
    if (this.#buffer === this.#memory.buffer) return;
    this.#buffer = this.#memory.buffer;
    this.#words = new Uint32Array(this.#buffer);
    this.#floats = new Float32Array(this.#buffer);
  }
}
