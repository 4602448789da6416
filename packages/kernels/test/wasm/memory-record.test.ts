import { describe, expect, test } from '@jest/globals';
import { layerRecord, networkRecord } from '../../src/generated/step-records';
import { LinearMemory } from '../../src/wasm/linear-memory';
import { MemoryRecord, recordBytes } from '../../src/wasm/memory-record';
import { startStepKernels } from '../../src/wasm/step-kernels';
import { compileStepModule } from '../../src/wasm/step-module';

describe('a record', () => {
  test('is as long as the compiled kernels take it to be', async () => {
    const module = await compileStepModule({ shared: false });
    const kernels = await startStepKernels(module, new LinearMemory().memory);
    expect(kernels.layerBytes()).toBe(recordBytes(layerRecord));
    expect(kernels.networkBytes()).toBe(recordBytes(networkRecord));
  });

  test('keeps fractions where kernels read float32, and addresses up to 4 GiB elsewhere', () => {
    const record = new MemoryRecord(new WebAssembly.Memory({ initial: 1 }), 64, networkRecord);
    for (const [field, type] of Object.entries(networkRecord)) {
      const value = type === 'f32' ? 0.5 : 4_000_000_000;
      record.set({ [field]: value });
      expect(record.get(field as keyof typeof networkRecord)).toBe(value);
    }
  });

  test('is found again after the memory has grown', () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const record = new MemoryRecord(memory, 64, { count: 'u32', share: 'f32' });
    record.set({ count: 7, share: 0.25 });
    memory.grow(1);
    expect([record.get('count'), record.get('share')]).toEqual([7, 0.25]);
    record.set({ count: 8 });
    expect(new Uint32Array(memory.buffer, 64, 1)[0]).toBe(8);
  });
});
