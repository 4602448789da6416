/*
 * Two vectors side by side, 32 bytes. V8 makes one 256-bit instruction of what happens to both halves, where it is asked to
 * (`--experimental-wasm-revectorize`) and finds the two stores: at one address, 16 bytes apart, in one basic block, with no
 * load or store of one half alone between them. The upper half is stored first, else the lower is stored twice. Pairs
 * further on take immediate offsets (32 and 48, 64 and 80): of `to + 32` Binaryen may make another address. Without the flag
 * the two stores are what they were.
 */

// @ts-ignore: decorator
@inline
export function storePair(to: usize, low: v128, high: v128): void {
  v128.store(to, high, 16);
  v128.store(to, low);
}
