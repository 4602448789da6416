import type { GraphValues } from '@bnlab/kernels';
import type * as tfl from '@tensorflow/tfjs-layers';
import { floatsFromText, floatsToText } from '../neural-net/floats-as-text';
import { mapValues } from '../neural-net/map-values';
import type { LayeredNetDescription } from './layered-net-description';

type SavedSlot = { readonly [layer: string]: { readonly [role: string]: string } };

/** The metadata of a saved model. */
export interface SavedLayers {
  readonly loss: LayeredNetDescription['loss'];
  readonly optimizer: LayeredNetDescription['optimizer'];
  readonly classNames?: readonly string[];
  readonly step: number;
  /** The optimizer's values; absent when it keeps none. */
  readonly slots?: readonly SavedSlot[];
}

/** The metadata of a model of the network. */
export function describeSavedLayers(
  { loss, optimizer, classNames }: LayeredNetDescription,
  { step, slots }: GraphValues,
): { bnlabLayers: SavedLayers } {
  const saved = slots?.map((slot) => mapValues(slot, (roles) => mapValues(roles, floatsToText)) as SavedSlot);
  return {
    bnlabLayers: { loss, optimizer, step, ...(classNames && { classNames }), ...(saved && { slots: saved }) },
  };
}

/** The training state in the metadata of a model; undefined where it was not saved by a network of layers. */
export function readSavedLayers(model: tfl.LayersModel): SavedLayers | undefined {
  return (model.getUserDefinedMetadata() as { bnlabLayers?: SavedLayers } | undefined)?.bnlabLayers;
}

/** The values that the optimizer kept when the model was saved. */
export function slotsOf({ slots }: SavedLayers): GraphValues['slots'] {
  return slots?.map(
    (slot) => mapValues(slot, (roles) => mapValues(roles, floatsFromText)) as GraphValues['layers'],
  );
}
