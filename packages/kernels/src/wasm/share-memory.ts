/** In the import section: "memory", the kind of import (a memory), and limits that have a maximum. */
const IMPORT = [6, ...[...'memory'].map((letter) => letter.charCodeAt(0)), 2, 1];
/** Limits with a maximum, of a memory that threads may share. */
const SHARED = 3;

/**
 * The same module, for a memory that threads share. It differs in the byte that declares the memory: an engine links a
 * module only with a memory of the declared kind, and two modules would be twice the bytes to load.
 */
export function withSharedMemory(module: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const at = module.findIndex((_, start) => IMPORT.every((byte, i) => module[start + i] === byte));
  if (at < 0) throw new Error('CompiledNetwork: its kernels import no memory; please report this');
  const shared = module.slice();
  shared[at + IMPORT.length - 1] = SHARED;
  return shared;
}
