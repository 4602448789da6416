import * as tf from '@tensorflow/tfjs-core';
import { inNode } from '../import-in-node';
import { fileSystem } from './file-system';
import { pathOfFileUrl } from './file-url';

const places = inNode
  ? 'file:// and a directory, http:// and https://, or a handler of tf.io'
  : 'localstorage://, indexeddb://, downloads:// (to save), http:// and https://, or a handler of tf.io';

/**
 * What `model.save` and `tf.loadLayersModel` are to be given for a place that a user names. For `file://` it is always the
 * handler of this package: those of others may not load from a directory, or leave half a model behind.
 *
 * @param caller The function that the user called, for the error.
 * @throws Error where the program has no handler for such a place.
 */
export function findHandler(
  place: string | tf.io.IOHandler,
  purpose: 'save' | 'load',
  caller: string,
): string | tf.io.IOHandler {
  if (typeof place !== 'string') return place;
  const path = inNode ? pathOfFileUrl(place) : undefined;
  if (path !== undefined) return fileSystem(path);
  const handlers = purpose === 'save' ? tf.io.getSaveHandlers(place) : tf.io.getLoadHandlers(place);
  // What is no URL is, in a page, the address of a model relative to it.
  const isRelative = !inNode && purpose === 'load' && !place.includes('://');
  if (handlers.length > 0 || isRelative) return place;
  throw new Error(`${caller}: there is nothing here to ${purpose} ${place}; use ${places}`);
}
