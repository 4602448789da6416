const PAGE = 65536;
const ALIGNMENT = 64;
/** Bytes left free behind each block, so that a kernel that writes past its block can be caught by a test. */
const GAP = 64;
/** The first page is the module's own: its tables. */
const FIRST = PAGE;
/** All that 32 bits can address: a module whose memory may be shared has to name a limit. */
const MOST_PAGES = 65536;

interface Block {
  address: number;
  /** Bytes, the gap included. */
  size: number;
}

/** Hands out the blocks of a WebAssembly memory, first fit, and takes them back. Grows the memory where it must. */
export class LinearMemory {
  readonly memory: WebAssembly.Memory;
  readonly isShared: boolean;
  #free: Block[] = [];
  readonly #used = new Map<number, { bytes: number; size: number }>();
  #end = FIRST;

  /** @param shared - Whether threads may work on it together. */
  constructor({ shared = false }: { shared?: boolean } = {}) {
    this.isShared = shared;
    this.memory = new WebAssembly.Memory({ initial: FIRST / PAGE, maximum: MOST_PAGES, shared });
  }

  /**
   * @returns The address of `bytes` bytes of zeros, a multiple of 64.
   * @throws Error when the engine has no more memory to give.
   */
  allocate(bytes: number): number {
    const size = roundUp(bytes, ALIGNMENT) + GAP;
    const reused = this.#takeFree(size);
    // What was never handed out still holds the zeros that the memory grew with.
    if (reused !== undefined) this.bytes(reused, bytes).fill(0);
    const address = reused ?? this.#extend(size);
    this.#used.set(address, { bytes, size });
    return address;
  }

  free(address: number): void {
    const { size } = this.#used.get(address)!;
    this.#used.delete(address);
    this.#free.push({ address, size });
    this.#free.sort((a, b) => a.address - b.address);
    this.#free = this.#free.reduce<Block[]>((blocks, block) => {
      const last = blocks.at(-1);
      if (last && last.address + last.size === block.address) last.size += block.size;
      else blocks.push({ ...block });
      return blocks;
    }, []);
  }

  bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, address, length);
  }

  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length);
  }

  words(address: number, length: number): Uint32Array {
    return new Uint32Array(this.memory.buffer, address, length);
  }

  /** The bytes between the end of each block and the next block: nothing may write there. */
  gaps(): { start: number; end: number }[] {
    return [...this.#used].map(([address, { bytes, size }]) => ({
      start: address + bytes,
      end: address + size,
    }));
  }

  #takeFree(size: number): number | undefined {
    const index = this.#free.findIndex((block) => block.size >= size);
    const block = this.#free[index];
    if (!block) return undefined;
    const { address } = block;
    if (block.size === size) this.#free.splice(index, 1);
    else this.#free[index] = { address: address + size, size: block.size - size };
    return address;
  }

  #extend(size: number): number {
    const address = this.#end;
    const missing = address + size - this.memory.buffer.byteLength;
    if (missing > 0) this.#grow(Math.ceil(missing / PAGE));
    this.#end += size;
    return address;
  }

  #grow(pages: number): void {
    try {
      this.memory.grow(pages);
    } catch (cause) {
      const total = Math.ceil((this.memory.buffer.byteLength + pages * PAGE) / 2 ** 20);
      throw new Error(
        `Not enough memory: the network, its batch and its data need ${total} MiB of WebAssembly memory, which this ` +
          'machine does not give; use smaller batches or fewer examples',
        { cause },
      );
    }
  }
}

function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}
