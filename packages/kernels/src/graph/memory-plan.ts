/** Values that a program keeps: of each block of images, or once. */
export interface Storage {
  readonly name: string;
  /** Bytes of a block of images, or of all. */
  readonly bytes: number;
  /**
   * `block`: values of each block; `carried`: once, and what one block leaves there the next one finds; `scratch`: once,
   * and only within one stage.
   */
  readonly kind: 'block' | 'carried' | 'scratch';
  /** Where it lies, and bytes from one block to the next; set by the plan. */
  address: number;
  stride: number;
}

/** A step of a program: for one block of images, or for all at once. */
export interface Stage {
  readonly name: string;
  readonly isWhole: boolean;
  /** The buffers that it reads and writes. */
  readonly uses: readonly Storage[];
  run(block: number): void;
}

/** Where a storage lies, and from which stage to which it must stay there. */
export interface PlannedStorage {
  readonly name: string;
  readonly offset: number;
  readonly bytes: number;
  readonly firstStage: number;
  readonly lastStage: number;
}

/** Bytes left free behind each storage, so that a test can catch a kernel that writes past its end. */
export const GAP = 64;
const ALIGNMENT = 64;

/** Stages for single blocks that follow each other run block by block: a phase. A whole stage is a phase of its own. */
export function phasesOf(stages: readonly Stage[]): [first: number, last: number][] {
  const phases: [number, number][] = [];
  stages.forEach((stage, index) => {
    const last = phases.at(-1);
    if (last && !stage.isWhole && !stages[index - 1]!.isWhole) last[1] = index;
    else phases.push([index, index]);
  });
  return phases;
}

/**
 * Gives each storage its place, so that those which are needed at the same time do not overlap. Where a block's values
 * serve stages of one phase only, one block has room for all.
 *
 * @param reuse Whether storages may follow each other in one place.
 * @returns The places, and the bytes of all.
 */
export function planMemory(
  stages: readonly Stage[],
  blocks: number,
  reuse: boolean,
): { planned: PlannedStorage[]; bytes: number } {
  const phases = phasesOf(stages);
  const phaseOf = stages.map((_, stage) =>
    phases.findIndex(([first, last]) => first <= stage && stage <= last),
  );
  const spans = new Map<Storage, [first: number, last: number]>();
  stages.forEach(({ uses }, stage) => {
    for (const storage of uses) {
      const span = spans.get(storage);
      if (span) span[1] = stage;
      else spans.set(storage, [stage, stage]);
    }
  });
  const sized = [...spans].map(([storage, [first, last]]) => {
    const isLocal = phaseOf[first] === phaseOf[last];
    const isOne = storage.kind !== 'block' || (isLocal && !stages[first]!.isWhole);
    storage.stride = isOne ? 0 : storage.bytes;
    const bytes = roundUp(isOne ? storage.bytes : blocks * storage.bytes, ALIGNMENT) + GAP;
    const isShort = storage.kind === 'scratch' || (storage.kind === 'block' && isOne);
    const firstStage = isShort ? first : phases[phaseOf[first]!]![0];
    const lastStage = isShort ? last : phases[phaseOf[last]!]![1];
    return { storage, name: storage.name, bytes, firstStage, lastStage, offset: 0 };
  });
  const placed: typeof sized = [];
  for (const item of sized.sort((a, b) => b.bytes - a.bytes || a.firstStage - b.firstStage)) {
    const meets = (other: typeof item) =>
      !reuse || (other.firstStage <= item.lastStage && item.firstStage <= other.lastStage);
    const near = placed.filter(meets).sort((a, b) => a.offset - b.offset);
    for (const other of near) {
      if (item.offset + item.bytes <= other.offset) break;
      item.offset = Math.max(item.offset, other.offset + other.bytes);
    }
    item.storage.address = item.offset;
    placed.push(item);
  }
  const bytes = Math.max(0, ...placed.map((item) => item.offset + item.bytes));
  return { planned: placed.map(({ storage: _, ...rest }) => rest), bytes };
}

function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}
