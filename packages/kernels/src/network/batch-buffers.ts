import type { layerRecord, networkRecord } from '../generated/step-records';
import type { TeamMember } from '../threads/thread-team';
import type { LinearMemory } from '../wasm/linear-memory';
import type { MemoryRecord, RecordLayout } from '../wasm/memory-record';
import { roundUp, rowBytes, vectorBytes } from './layer-parameters';
import type { NetworkShape } from './network-shape';

/** Lists of active units start at every so many units, or at some of those: see assembly/step/segments.ts. */
const SEGMENT_UNITS = 16;
/** A list is written four entries at a time, and closed by four: so many bytes are enough for one of 16 units. */
const SEGMENT_BYTES = 8 * (SEGMENT_UNITS + 4);

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

/** The properties of a layer that its buffers depend on. */
export interface BufferedLayer {
  readonly record: MemoryRecord<typeof layerRecord>;
  readonly units: number;
  readonly normalized: boolean;
}

type Fields<Layout> = { readonly [field in keyof Layout]?: number };

/** Everything in memory whose size depends on the batch: made when a batch needs more than there is. */
export class BatchBuffers {
  readonly #memory: LinearMemory;
  readonly #shape: NetworkShape;
  readonly #network: MemoryRecord<typeof networkRecord>;
  readonly #layers: readonly BufferedLayer[];
  readonly #members: readonly TeamMember[];
  /** The room reserved: of everything the most that was asked for so far. */
  #room = { examples: 0, groups: 0, training: false, sparse: false, entries: 0 };
  #blocks: number[] = [];
  /** The values that the records hold of them. */
  #told: (() => void)[] = [];

  /** @param members - The threads that train the network together, each with lists of the inputs of its own. */
  constructor(
    memory: LinearMemory,
    shape: NetworkShape,
    network: MemoryRecord<typeof networkRecord>,
    layers: readonly BufferedLayer[],
    members: readonly TeamMember[] = [],
  ) {
    this.#memory = memory;
    this.#shape = shape;
    this.#network = network;
    this.#layers = layers;
    this.#members = members;
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
    this.#told = [];
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
    // The loss of each example in two doubles.
    this.#tell(this.#network, { lossTerms: this.#allocate(16 * this.#room.examples) });
  }

  /** Tells the records once more, after they have been copied from another network's. */
  place(): void {
    for (const tell of this.#told) tell();
  }

  #tell<Layout extends RecordLayout>(record: MemoryRecord<Layout>, fields: Fields<Layout>): void {
    const tell = () => record.set(fields);
    this.#told.push(tell);
    tell();
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
    const { examples, sparse } = this.#room;
    const [inputs] = this.#shape.layerSizes as [number];
    this.#tell(this.#network, { indices: this.#allocate(4 * examples) });
    const inputStride = rowBytes(inputs);
    if (sparse) this.#tell(this.#network, this.#inputLists());
    else this.#tell(this.#network, { inputStride, inputRows: this.#allocate(this.#rows * inputStride) });
    for (const member of this.#members) {
      this.#tell(member, { panel: this.#panel(), ...(sparse && this.#inputLists()) });
    }
  }

  /** The batch's inputs as lists, by example, and for training by input. */
  #inputLists() {
    const { examples, entries, training } = this.#room;
    const [inputs] = this.#shape.layerSizes as [number];
    // One word more than the ends of the lists: the kernel that gathers them leaves a number there.
    const lists = { rowLists: this.#allocate(8 * entries), rowEnds: this.#allocate(4 * (examples + 2)) };
    if (!training) return lists;
    const columnStarts = this.#allocateLists(inputs, 8 * examples + 16);
    return { ...lists, columnStarts, columnEnds: this.#allocate(4 * inputs) };
  }

  /** `count` lists of `bytes` bytes; returns the address of the words that say where each starts. */
  #allocateLists(count: number, bytes: number): number {
    const lists = this.#allocate(count * bytes);
    const starts = this.#allocate(4 * count);
    this.#memory.words(starts, count).forEach((_, i, words) => (words[i] = lists + i * bytes));
    return starts;
  }

  #allocateLayer(layer: BufferedLayer, next: BufferedLayer | undefined): void {
    const { record, units, normalized } = layer;
    const matrix = () => this.#allocate(this.#rows * rowBytes(units));
    const linear = matrix();
    this.#tell(record, { linear });
    if (!next) return;
    const output = matrix();
    this.#tell(record, { output });
    const { activation, placement } = this.#shape;
    if (normalized && placement === 'after-activation') {
      this.#tell(record, { preactivation: linear, activated: matrix(), centred: matrix() });
    } else {
      this.#tell(record, { centred: linear });
      // Only the derivatives of gelu and swish look at what the activation was applied to.
      const isKept = activation === 'gelu' || activation === 'swish';
      this.#tell(record, { preactivation: isKept ? matrix() : output });
    }
    if (this.#isListed(layer, next)) this.#allocateActiveLists(layer);
    if (normalized) {
      const deviationStride = vectorBytes(units);
      this.#tell(record, {
        deviationStride,
        inverseDeviation: this.#allocate(this.#room.groups * deviationStride),
      });
    }
  }

  /** Whether the layer after this one is to skip the zeros that a relu leaves. */
  #isListed({ units, normalized }: BufferedLayer, next: BufferedLayer): boolean {
    const { activation, placement } = this.#shape;
    if (activation !== 'relu' || (normalized && placement === 'after-activation')) return false;
    return Math.min(units, next.units) >= LEAST_LISTED;
  }

  #allocateActiveLists({ record, units }: BufferedLayer): void {
    const padded = roundUp(units, 8);
    const segments = Math.ceil(padded / SEGMENT_UNITS);
    const activeStride = 4 * this.#rows;
    const lists = this.#allocate(this.#rows * segments * SEGMENT_BYTES);
    const activeRowStarts = this.#allocate(segments * activeStride);
    // Word by word for the examples of a segment; the lists of an example lie one after another.
    this.#memory.words(activeRowStarts, segments * this.#rows).forEach((_, i, words) => {
      const [segment, row] = [Math.floor(i / this.#rows), i % this.#rows];
      words[i] = lists + (row * segments + segment) * SEGMENT_BYTES;
    });
    const activeRowEnds = this.#allocate(segments * activeStride);
    this.#tell(record, { activeRowStarts, activeRowEnds, activeStride });
    if (!this.#room.training) return;
    this.#tell(record, {
      activeColumnStarts: this.#allocateLists(padded, 8 * (this.#rows + 4)),
      activeColumnEnds: this.#allocate(4 * padded),
    });
  }

  #panel(): number {
    const deepest = Math.max(...this.#shape.layerSizes, this.#room.examples);
    return this.#allocate(32 * roundUp(deepest, 4));
  }

  #allocateGradients(): void {
    const sizes = this.#shape.layerSizes;
    const widest = Math.max(...sizes.slice(1).map(rowBytes));
    this.#tell(this.#network, { panel: this.#panel() });
    if (!this.#room.training) return;
    this.#tell(this.#network, {
      gradient1: this.#allocate(this.#rows * widest),
      gradient2: this.#allocate(this.#rows * widest),
      outputGradient: this.#allocate(this.#rows * rowBytes(sizes.at(-1)!)),
    });
  }
}

function groups({ examples, ghostBatch }: BatchRoom): number {
  return Math.ceil(examples / ghostBatch);
}
