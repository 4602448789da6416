import type { NetworkState } from '@bnlab/layers';

const parts = ['bias', 'gamma', 'beta', 'populationMean', 'populationVariance'] as const;

/**
 * The first 16 hexadecimal digits of the SHA-256 of every parameter and average of a network, as little-endian float32:
 * equal for two networks that agree to the last bit. Undefined in a page that came over an insecure connection, where
 * browsers compute no digests.
 */
export async function fingerprint({ layers }: NetworkState): Promise<string | undefined> {
  if (!globalThis.crypto?.subtle) return undefined;
  const arrays = layers.flatMap((layer) => [
    layer.weights.values,
    ...parts.flatMap((name) => layer[name] ?? []),
  ]);
  const length = arrays.reduce((sum, values) => sum + values.length, 0);
  const all = new Float32Array(length);
  let offset = 0;
  for (const values of arrays) {
    all.set(values, offset);
    offset += values.length;
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', all));
  return Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
