import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { layerFields, MemoryRecord, networkFields } from '../../src/network/records';
import { loadStepKernels } from '../../src/wasm/step-module';

const source = readFileSync(join(__dirname, '../../assembly/step/records.ts'), 'utf8');

function fieldsOf(name: string): { field: string; type: string }[] {
  const [, body] = new RegExp(`export class ${name} \\{([^}]*)\\}`).exec(source)!;
  return [...body!.matchAll(/^ {2}(\w+): (\w+);$/gm)].map(([, field, type]) => ({
    field: field!,
    type: type!,
  }));
}

describe('the records', () => {
  test.each([
    ['Layer', layerFields],
    ['Network', networkFields],
  ] as const)('%s has the fields that the kernels read, in their order', (name, fields) => {
    expect(fieldsOf(name).map(({ field }) => field)).toEqual([...fields]);
  });

  test('are as long as the compiled kernels take them to be', async () => {
    const kernels = await loadStepKernels(new WebAssembly.Memory({ initial: 1 }));
    expect(kernels.layerBytes()).toBe(4 * layerFields.length);
    expect(kernels.networkBytes()).toBe(4 * networkFields.length);
  });

  test('keep fractions where the kernels read float32, and addresses elsewhere', () => {
    const record = new MemoryRecord(new WebAssembly.Memory({ initial: 1 }), 64, networkFields);
    for (const { field, type } of fieldsOf('Network')) {
      const value = type === 'f32' ? 0.5 : 4_000_000_000;
      const name = field as (typeof networkFields)[number];
      record.set({ [name]: value });
      expect(record.get(name)).toBe(value);
    }
  });
});
