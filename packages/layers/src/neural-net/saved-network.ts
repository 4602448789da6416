import { floatsFromText, floatsToText } from './floats-as-text';
import { mapValues } from './map-values';
import type { LayerSlots, NetworkState } from './network-state';
import type { NetworkDescription } from './network-description';

/** The metadata of a saved model. */
export interface SavedNetwork {
  readonly description: NetworkDescription;
  readonly step: number;
  /** The optimizer's values of each layer; absent when it keeps none. */
  readonly slots?: readonly (readonly SavedSlots[])[];
}

type SavedSlots = { readonly [name in keyof LayerSlots]?: string };

export function describeSaved(description: NetworkDescription, { step, layers }: NetworkState): SavedNetwork {
  const slots = layers.map((layer) => (layer.slots ?? []).map((slot) => mapValues(slot, floatsToText)));
  return slots.some(({ length }) => length > 0) ? { description, step, slots } : { description, step };
}

/** The layers with what the optimizer kept of them. */
export function withSavedSlots({ step, layers }: NetworkState, { slots }: SavedNetwork): NetworkState {
  if (!slots) return { step, layers };
  return {
    step,
    layers: layers.map((layer, index) => {
      const decoded = slots[index]!.map((slot) => mapValues(slot, floatsFromText));
      return { ...layer, slots: decoded as unknown as LayerSlots[] };
    }),
  };
}
