import type { CompiledGraph } from '../../src';
import { GAP } from '../../src/graph/memory-plan';
import type { LinearMemory } from '../../src/wasm/linear-memory';

const CANARY = 0xa5;

/** Every byte that belongs to no place: between the blocks of the memory, and between the places of each plan. */
function gapsOf(memory: LinearMemory, network: CompiledGraph): Uint8Array[] {
  const between = memory.gaps().map(({ start, end }) => memory.bytes(start, end - start));
  const inside = network
    .plannedPlaces()
    .map(({ address, bytes }) => memory.bytes(address + bytes - GAP, GAP));
  return [...between, ...inside];
}

export function fillGaps(memory: LinearMemory, network: CompiledGraph): void {
  for (const gap of gapsOf(memory, network)) gap.fill(CANARY);
}

export function damagedGaps(memory: LinearMemory, network: CompiledGraph): number {
  return gapsOf(memory, network).filter((gap) => gap.some((byte) => byte !== CANARY)).length;
}
