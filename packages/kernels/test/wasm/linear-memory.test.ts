import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LinearMemory } from '../../src/wasm/linear-memory';

describe('LinearMemory', () => {
  test('hands out zeroed blocks that are aligned and never overlap, however they come and go', () => {
    const sizes = fc.integer({ min: 0, max: 5000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(sizes, fc.boolean()), { maxLength: 60 }), (requests) => {
        const memory = new LinearMemory();
        const held: { address: number; bytes: number }[] = [];
        for (const [bytes, thenFree] of requests) {
          const address = memory.allocate(bytes);
          expect(address % 64).toBe(0);
          expect(memory.bytes(address, bytes).every((byte) => byte === 0)).toBe(true);
          memory.bytes(address, bytes).fill(held.length + 1);
          for (const other of held) {
            expect(address + bytes <= other.address || other.address + other.bytes <= address).toBe(true);
          }
          held.push({ address, bytes });
          if (thenFree) memory.free(held.shift()!.address);
        }
      }),
    );
  });

  test('takes back what it gave: the same requests again need no more', () => {
    const memory = new LinearMemory();
    const take = () => [100_000, 7, 3_000_000].map((bytes) => memory.allocate(bytes));
    take().forEach((address) => memory.free(address));
    const before = memory.memory.buffer.byteLength;
    for (let i = 0; i < 20; i++) {
      const blocks = take();
      // In any order: neighbours join again.
      for (const at of [1, 2, 0]) memory.free(blocks[at]!);
    }
    expect(memory.memory.buffer.byteLength).toBe(before);
  });

  test('says what was asked for when there is no more', () => {
    const memory = new LinearMemory();
    expect(() => memory.allocate(5 * 2 ** 30)).toThrow(/need \d+ MiB of WebAssembly memory/);
  });
});
