import type { networkRecord } from '../generated/step-records';
import type { LinearMemory } from '../wasm/linear-memory';
import type { MemoryRecord } from '../wasm/memory-record';
import { roundUp, rowBytes, vectorBytes, type LayerParameters } from './layer-parameters';
import type { NetworkShape } from './network-shape';

/** With fewer units on either side, listing the active ones costs more than it saves. */
const LEAST_LISTED = 32;

/** Room for a batch: how many examples, and how it is used. */
export interface BatchRoom {
  readonly examples: number;
  /** Statistics are taken over this many examples at a time. */
  readonly ghostBatch: number;
  readonly training: boolean;
  readonly sparse: boolean;
  /** Values of the batch's inputs that are not zero, at most. */
  readonly entries: number;
}

/** Everything in memory whose size depends on the batch: made when a batch needs more than there is. */
export class BatchBuffers {
  readonly #memory: LinearMemory;
  readonly #shape: NetworkShape;
  readonly #network: MemoryRecord<typeof networkRecord>;
  readonly #layers: readonly LayerParameters[];
  /** What there is room for: of everything the most that was asked for so far. */
  #room = { examples: 0, groups: 0, training: false, sparse: false, entries: 0 };
  #blocks: number[] = [];

  constructor(
    memory: LinearMemory,
    shape: NetworkShape,
    network: MemoryRecord<typeof networkRecord>,
    layers: readonly LayerParameters[],
  ) {
    this.#memory = memory;
    this.#shape = shape;
    this.#network = network;
    this.#layers = layers;
  }

  /** Makes sure that a batch fits. */
  reserve(room: BatchRoom): void {
    const had = this.#room;
    const fits =
      room.examples <= had.examples &&
      groups(room) <= had.groups &&
      room.entries <= had.entries &&
      room.sparse === had.sparse &&
      (had.training || !room.training);
    if (fits) return;
    for (const block of this.#blocks) this.#memory.free(block);
    this.#blocks = [];
    this.#room = {
      examples: Math.max(room.examples, had.examples),
      groups: Math.max(groups(room), had.groups),
      training: room.training || had.training,
      sparse: room.sparse,
      entries: Math.max(room.entries, had.entries),
    };
    this.#allocateInputs();
    this.#layers.forEach((layer, index) => this.#allocateLayer(layer, this.#layers[index + 1]));
    this.#allocateGradients();
  }

  #allocate(bytes: number): number {
    const block = this.#memory.allocate(bytes);
    this.#blocks.push(block);
    return block;
  }

  /** Matrix products take four examples at a time. */
  get #rows(): number {
    return roundUp(this.#room.examples, 4);
  }

  #allocateInputs(): void {
    const { examples, training, sparse, entries } = this.#room;
    const [inputs] = this.#shape.layerSizes as [number];
    this.#network.set({ indices: this.#allocate(4 * examples) });
    const inputStride = rowBytes(inputs);
    if (!sparse) {
      this.#network.set({ inputStride, inputRows: this.#allocate(this.#rows * inputStride) });
      return;
    }
    // One word more than the ends of the lists: the kernel that gathers them leaves a number there.
    const lists = { rowLists: this.#allocate(8 * entries), rowEnds: this.#allocate(4 * (examples + 2)) };
    if (!training) return this.#network.set(lists);
    const columnStarts = this.#allocateLists(inputs, 8 * examples + 16);
    this.#network.set({ ...lists, columnStarts, columnEnds: this.#allocate(4 * inputs) });
  }

  /** `count` lists of `bytes` bytes; returns the address of the words that say where each starts. */
  #allocateLists(count: number, bytes: number): number {
    const lists = this.#allocate(count * bytes);
    const starts = this.#allocate(4 * count);
    this.#memory.words(starts, count).forEach((_, i, words) => (words[i] = lists + i * bytes));
    return starts;
  }

  #allocateLayer(layer: LayerParameters, next: LayerParameters | undefined): void {
    const { record, units, normalized } = layer;
    const matrix = () => this.#allocate(this.#rows * rowBytes(units));
    const linear = matrix();
    record.set({ linear });
    if (!next) return;
    const output = matrix();
    record.set({ output });
    const { activation, placement } = this.#shape;
    if (normalized && placement === 'after-activation') {
      record.set({ preactivation: linear, activated: matrix(), centred: matrix() });
    } else {
      record.set({ centred: linear });
      // Only the derivatives of gelu and swish look at what the activation was applied to.
      const isKept = activation === 'gelu' || activation === 'swish';
      record.set({ preactivation: isKept ? matrix() : output });
    }
    if (this.#isListed(layer, next)) this.#allocateActiveLists(layer);
    if (normalized) {
      record.set({ inverseDeviation: this.#allocate(this.#room.groups * vectorBytes(units)) });
    }
  }

  /** Whether the layer after this one is to skip the zeros that a relu leaves. */
  #isListed({ units, normalized }: LayerParameters, next: LayerParameters): boolean {
    const { activation, placement } = this.#shape;
    if (activation !== 'relu' || (normalized && placement === 'after-activation')) return false;
    return Math.min(units, next.units) >= LEAST_LISTED;
  }

  /** Lists are written four entries at a time, and closed by four. */
  #allocateActiveLists({ record, units }: LayerParameters): void {
    const padded = roundUp(units, 8);
    record.set({
      activeRowStarts: this.#allocateLists(this.#rows, 8 * (padded + 8)),
      activeRowEnds: this.#allocate(4 * this.#rows),
    });
    if (!this.#room.training) return;
    record.set({
      activeColumnStarts: this.#allocateLists(padded, 8 * (this.#rows + 4)),
      activeColumnEnds: this.#allocate(4 * padded),
    });
  }

  #allocateGradients(): void {
    const sizes = this.#shape.layerSizes;
    const widest = Math.max(...sizes.slice(1).map(rowBytes));
    const deepest = Math.max(...sizes, this.#room.examples);
    this.#network.set({ panel: this.#allocate(32 * roundUp(deepest, 4)) });
    if (!this.#room.training) return;
    this.#network.set({
      gradient1: this.#allocate(this.#rows * widest),
      gradient2: this.#allocate(this.#rows * widest),
      outputGradient: this.#allocate(this.#rows * rowBytes(sizes.at(-1)!)),
    });
  }
}

function groups({ examples, ghostBatch }: BatchRoom): number {
  return Math.ceil(examples / ghostBatch);
}
