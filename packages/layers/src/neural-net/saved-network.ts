import { mapValues } from './map-values';
import type { LayerSlots, NetworkState } from './network-state';
import type { NetworkDescription } from './network-description';

/** What a saved model carries beside its weights. */
export interface SavedNetwork {
  readonly description: NetworkDescription;
  readonly step: number;
  /** The optimizer's values of each layer; absent when it keeps none. */
  readonly slots?: readonly (readonly SavedSlots[])[];
}

/** Little-endian float32 values, in base64: JSON has no better place for them. */
type SavedSlots = { readonly [name in keyof LayerSlots]?: string };

export function describeSaved(description: NetworkDescription, { step, layers }: NetworkState): SavedNetwork {
  const slots = layers.map((layer) => (layer.slots ?? []).map((slot) => mapValues(slot, encode)));
  return slots.some(({ length }) => length > 0) ? { description, step, slots } : { description, step };
}

/** The layers with what the optimizer kept of them. */
export function withSavedSlots({ step, layers }: NetworkState, { slots }: SavedNetwork): NetworkState {
  if (!slots) return { step, layers };
  return {
    step,
    layers: layers.map((layer, index) => {
      const decoded = slots[index]!.map((slot) => mapValues(slot, decode));
      return { ...layer, slots: decoded as unknown as LayerSlots[] };
    }),
  };
}

function encode(values: Float32Array): string {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => view.setFloat32(4 * i, value, true));
  const bytes = new Uint8Array(view.buffer);
  let characters = '';
  for (const byte of bytes) characters += String.fromCharCode(byte);
  return btoa(characters);
}

function decode(text: string): Float32Array {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}
