import type { MnistData } from '@bnlab/mnist';
import { bytesToHex } from '@noble/hashes/utils';
import { type DataRecord, KNOWN_DATA } from './data-record';

const described = new WeakMap<MnistData, Promise<DataRecord>>();

/** The description of images in a record: their name, digest and numbers. Each set is read through once. */
export function describeData(data: MnistData): Promise<DataRecord> {
  let description = described.get(data);
  if (!description) {
    description = describe(data);
    described.set(data, description);
  }
  return description;
}

async function describe(data: MnistData): Promise<DataRecord> {
  const { train, validation, test } = data;
  const sha256 = await digest(data);
  return {
    name: KNOWN_DATA[sha256 ?? ''] ?? data.name ?? 'unnamed',
    ...(sha256 !== undefined && { sha256 }),
    rows: train.rows,
    columns: train.columns,
    classes: train.classes,
    train: train.count,
    validation: validation.count,
    test: test.count,
  };
}

async function digest({ train, validation, test }: MnistData): Promise<string | undefined> {
  // The type says that it is always there; on an insecure page it is not.
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (!subtle) return undefined;
  const parts = [
    ...[validation.inputs, train.inputs, validation.labels, train.labels],
    ...[test.inputs, test.labels],
  ];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytesToHex(new Uint8Array(await subtle.digest('SHA-256', bytes)));
}
