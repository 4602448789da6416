import type { LinearMemory } from '../wasm/linear-memory';
import type { GraphKernels } from './graph-kernels';
import type { Shape } from './shape';
import { phasesOf, planMemory, type PlannedStorage, type Stage, type Storage } from './memory-plan';
import type { Node } from './network-nodes';
import { roundUp4 } from './parameter-arena';

/** Images that share a vector of lanes. */
export const BLOCK = 8;

/** Bytes of one channel of one pixel, of all images of a block. */
export const CHANNEL = 4 * BLOCK;

/** The purpose of a program: a training step, or inference with one of the two statistics. */
export type ProgramMode = 'training' | 'population' | 'batch';

/** Examples whose statistics batch norm takes together: whole blocks. */
export interface Group {
  readonly first: number;
  /** One past the last block. */
  readonly end: number;
  readonly images: number;
}

/** How the examples of a batch lie in blocks. */
export interface BatchLayout {
  readonly images: number;
  /** Per block, how many of its 8 images count. */
  readonly lanes: readonly number[];
  readonly groups: readonly Group[];
}

/** @internal Blocks for `images` examples, `groupSize` of them at a time: each group starts a block of its own. */
export function layOut(images: number, groupSize: number): BatchLayout {
  const lanes: number[] = [];
  const groups: Group[] = [];
  for (let start = 0; start < images; start += groupSize) {
    const count = Math.min(groupSize, images - start);
    const first = lanes.length;
    for (let left = count; left > 0; left -= BLOCK) lanes.push(Math.min(BLOCK, left));
    groups.push({ first, end: lanes.length, images: count });
  }
  return { images, lanes, groups };
}

/** The outputs of an operation, or their gradients. */
export interface Tensor {
  readonly storage: Storage;
  readonly shape: Shape;
  readonly pixels: number;
  /** Channels, padded to a multiple of 4. */
  readonly padded: number;
}

/** Collects the stages of a program; {@link Program} runs them. */
export class ProgramBuilder {
  readonly kernels: GraphKernels;
  readonly mode: ProgramMode;
  /** Stages before all others. */
  readonly #prologue: Stage[] = [];
  readonly #stages: Stage[] = [];
  /** Set before each run. */
  batch: BatchLayout = layOut(0, 1);
  /** Number of the training step, 1 being the first. */
  step = 0;
  /** Whether this run moves the population statistics. */
  movesStatistics = true;
  readonly #tensors = new Map<Node, Tensor>();
  readonly #gradients = new Map<Storage, Storage>();

  /** @param groups Groups that a batch may have. */
  constructor(
    kernels: GraphKernels,
    mode: ProgramMode,
    readonly groups: number,
  ) {
    this.kernels = kernels;
    this.mode = mode;
  }

  /** Number of the group that a block belongs to. */
  groupOf(block: number): number {
    return this.batch.groups.findIndex(({ end }) => block < end);
  }

  tensor(node: Node): Tensor {
    return this.#tensors.get(node)!;
  }

  /** Makes room for the output of a node. */
  output(node: Node, padded = roundUp4(node.shape.channels)): Tensor {
    const pixels = node.shape.height * node.shape.width;
    const storage = newStorage(node.name, CHANNEL * pixels * padded);
    return this.#keep(node, { storage, shape: node.shape, pixels, padded });
  }

  /** Lets the output of a node be that of another. */
  alias(node: Node, source: Tensor): Tensor {
    const pixels = node.shape.height * node.shape.width;
    return this.#keep(node, { ...source, shape: node.shape, pixels, padded: roundUp4(node.shape.channels) });
  }

  #keep(node: Node, tensor: Tensor): Tensor {
    this.#tensors.set(node, tensor);
    return tensor;
  }

  /** The gradient to the output of a node, when all that reads it has added to it. */
  gradient(node: Node): Tensor {
    const tensor = this.tensor(node);
    return { ...tensor, storage: this.#gradients.get(tensor.storage)! };
  }

  /** Where to write the gradient to the output of a node, or what to add it to. */
  contribution(node: Node): { dx: Tensor; accumulate: boolean } {
    const tensor = this.tensor(node);
    const known = this.#gradients.get(tensor.storage);
    const storage = known ?? newStorage(`${tensor.storage.name} gradient`, tensor.storage.bytes);
    this.#gradients.set(tensor.storage, storage);
    return { dx: { ...tensor, storage }, accumulate: known !== undefined };
  }

  /** Adds a stage that runs for one block of images. */
  block(name: string, uses: readonly Storage[], run: (block: number) => void): void {
    this.#stages.push({ name, isWhole: false, uses, run });
  }

  /** Adds a stage that runs for the whole batch at once. */
  whole(name: string, uses: readonly Storage[], run: () => void): void {
    this.#stages.push({ name, isWhole: true, uses, run });
  }

  /** Adds a stage that runs before any block: what depends on parameters alone. */
  prepare(name: string, uses: readonly Storage[], run: () => void): void {
    this.#prologue.push({ name, isWhole: true, uses, run });
  }

  get stages(): readonly Stage[] {
    return [...this.#prologue, ...this.#stages];
  }
}

/** A storage of some bytes per block, or of some bytes once. */
export function newStorage(name: string, bytes: number, kind: Storage['kind'] = 'block'): Storage {
  return { name, bytes, kind, address: 0, stride: 0 };
}

/** Where the values of a block lie. */
export function at({ storage }: Tensor, block: number): number {
  return storage.address + block * storage.stride;
}

/** The stages of a program, with a place in memory for everything they use. */
export class Program {
  readonly builder: ProgramBuilder;
  /** Blocks that there is room for. */
  readonly blocks: number;
  readonly planned: readonly PlannedStorage[];
  readonly bytes: number;
  readonly #memory: LinearMemory;
  readonly #address: number;
  readonly #stages: readonly Stage[];
  readonly #phases: readonly (readonly [first: number, last: number])[];

  constructor(memory: LinearMemory, builder: ProgramBuilder, blocks: number, reuse: boolean) {
    this.#stages = builder.stages;
    const { planned, bytes } = planMemory(this.#stages, blocks, reuse);
    this.builder = builder;
    this.blocks = blocks;
    this.planned = planned;
    this.bytes = bytes;
    this.#memory = memory;
    this.#address = memory.allocate(bytes);
    const storages = new Set(this.#stages.flatMap(({ uses }) => uses));
    for (const storage of storages) storage.address += this.#address;
    this.#phases = phasesOf(this.#stages);
  }

  run(batch: BatchLayout): void {
    this.builder.batch = batch;
    const stages = this.#stages;
    for (const [first, last] of this.#phases) {
      if (stages[first]!.isWhole) {
        stages[first]!.run(0);
        continue;
      }
      for (let block = 0; block < batch.lanes.length; block++) {
        for (let stage = first; stage <= last; stage++) stages[stage]!.run(block);
      }
    }
  }

  /** First bytes of the memory of the plan. */
  get address(): number {
    return this.#address;
  }

  free(): void {
    this.#memory.free(this.#address);
  }
}
