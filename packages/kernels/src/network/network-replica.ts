import { layerRecord, networkRecord } from '../generated/step-records';
import type { LinearMemory } from '../wasm/linear-memory';
import { MemoryRecord, recordBytes } from '../wasm/memory-record';
import { BatchBuffers, type BatchRoom, type BufferedLayer } from './batch-buffers';
import type { NetworkShape } from './network-shape';

/** A network with the parameters of another and batches of its own, for a thread that evaluates beside it. */
export class NetworkReplica {
  readonly address: number;
  readonly #memory: LinearMemory;
  readonly #source: number;
  readonly #sourceLayers: number;
  readonly #layers: number;
  readonly #layerBytes: number;
  readonly #buffers: BatchBuffers;
  readonly #network: MemoryRecord<typeof networkRecord>;

  constructor(
    memory: LinearMemory,
    shape: NetworkShape,
    network: MemoryRecord<typeof networkRecord>,
    layers: readonly BufferedLayer[],
  ) {
    this.#memory = memory;
    this.#source = network.address;
    this.#sourceLayers = network.get('layers');
    this.#layerBytes = layers.length * recordBytes(layerRecord);
    this.address = memory.allocate(recordBytes(networkRecord));
    this.#layers = memory.allocate(this.#layerBytes);
    this.#network = new MemoryRecord(memory.memory, this.address, networkRecord);
    const own = layers.map(({ units, normalized }, index) => {
      const address = this.#layers + index * recordBytes(layerRecord);
      return { units, normalized, record: new MemoryRecord(memory.memory, address, layerRecord) };
    });
    this.#buffers = new BatchBuffers(memory, shape, this.#network, own);
  }

  /** Takes over what the network is now, and makes room for a batch. */
  follow(room: BatchRoom): void {
    this.#copy(this.#source, this.address, recordBytes(networkRecord));
    this.#copy(this.#sourceLayers, this.#layers, this.#layerBytes);
    this.#network.set({ layers: this.#layers });
    this.#buffers.reserve(room);
    this.#buffers.place();
  }

  #copy(from: number, to: number, bytes: number): void {
    this.#memory.bytes(to, bytes).set(this.#memory.bytes(from, bytes));
  }
}
