import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const load = () =>
  import(join(__dirname, '../../scripts/record-layouts.mjs')) as Promise<{
    recordLayouts: (source: string) => string;
  }>;

test('lists the fields of each class in their order, without their comments', async () => {
  const { recordLayouts } = await load();
  const source = `
@unmanaged
export class Layer {
  /** Units: before; not a field: u32; */
  units: u32;
  /**
   * rate: f32;
   */
  rate: f32;
}

export class Network {
  layers: usize;
}
`;
  expect(recordLayouts(source)).toBe(
    "export const layerRecord = {\n  units: 'u32',\n  rate: 'f32',\n} as const;\n\n" +
      "export const networkRecord = {\n  layers: 'usize',\n} as const;\n",
  );
});

test('refuses what does not take four bytes, so that no field is read from a wrong place', async () => {
  const { recordLayouts } = await load();
  expect(() => recordLayouts('export class Layer {\n  sum: f64;\n}\n')).toThrow(
    'Layer must hold fields of four bytes alone, got "sum: f64;"',
  );
});
