import { ArgumentError, show } from '@bnlab/arguments';
import * as tf from '@tensorflow/tfjs-core';
import { inNode } from '../import-in-node';
import { fileSystem } from './file-system';
import { pathOfFileUrl } from './file-url';

const places = inNode
  ? 'file:// and a directory, http:// and https://, or a handler of tf.io'
  : 'localstorage://, indexeddb://, downloads:// (to save), http:// and https://, or a handler of tf.io';

/**
 * The argument of `model.save` and `tf.loadLayersModel` for a place that a user names. For `file://` it is always the
 * handler of this package: those of others may not load from a directory, or leave half a model behind.
 *
 * @param caller The function that the user called, for the error.
 * @throws ArgumentError if the program has no handler for such a place.
 */
export function findHandler(
  place: string | tf.io.IOHandler,
  purpose: 'save' | 'load',
  caller: string,
): string | tf.io.IOHandler {
  if (typeof place === 'object' && place !== null) return place;
  if (typeof place !== 'string') {
    throw new ArgumentError(caller, `the place to ${purpose} must be ${places}, got ${show(place)}`);
  }
  const path = inNode ? pathOfFileUrl(place) : undefined;
  if (path !== undefined) return fileSystem(path);
  const handlers = purpose === 'save' ? tf.io.getSaveHandlers(place) : tf.io.getLoadHandlers(place);
  // What is no URL is, in a page, the address of a model relative to it.
  const isRelative = !inNode && purpose === 'load' && !place.includes('://');
  if (handlers.length > 0 || isRelative) return place;
  throw new ArgumentError(caller, `there is nothing here to ${purpose} ${place}; use ${places}`);
}
