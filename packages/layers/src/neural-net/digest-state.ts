import { ArgumentError, show } from '@bnlab/arguments';
import type { LayerState, NetworkState } from './network-state';

const vectors = ['bias', 'gamma', 'beta', 'populationMean', 'populationVariance'] as const;

/**
 * The SHA-256 of everything that training has made of a network: two states have the same digest when they have the
 * same bits. The compiled engine gives one training the same digest on every machine.
 *
 * Hashed are, layer by layer, the weights row by row, then bias or gamma, beta, population mean and population
 * variance, each value as a little-endian float32. What an optimizer keeps is not looked at.
 *
 * @returns 64 hexadecimal digits.
 */
export async function digestState(state: NetworkState): Promise<string> {
  if (!Array.isArray((state as NetworkState | undefined)?.layers)) {
    throw new ArgumentError('digestState', `state must be an object { step, layers }, got ${show(state)}`);
  }
  const parts = state.layers.flatMap(valuesOf);
  const bytes = new DataView(new ArrayBuffer(4 * parts.reduce((sum, { length }) => sum + length, 0)));
  let at = 0;
  for (const values of parts) {
    for (const value of values) {
      bytes.setFloat32(at, value, true);
      at += 4;
    }
  }
  const hash = await crypto.subtle.digest('SHA-256', bytes.buffer);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function valuesOf(layer: LayerState): Float32Array[] {
  return [layer.weights.values, ...vectors.flatMap((name) => layer[name] ?? [])];
}
