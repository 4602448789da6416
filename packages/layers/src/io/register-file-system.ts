import * as tf from '@tensorflow/tfjs-core';
import { inNode } from '../import-in-node';
import { fileSystem } from './file-system';
import { pathOfFileUrl } from './file-url';

/*
 * Teaches `tf.loadLayersModel` and `model.save` the scheme `file://` in Node.js, where TensorFlow.js alone knows none.
 * TensorFlow.js refuses a URL that two handlers claim: where `@tensorflow/tfjs-node` handles the scheme, loaded before this
 * module or after it, it is left to that.
 */
if (inNode && tf.io.getLoadHandlers('file://model').length === 0) {
  tf.io.registerSaveRouter(unlessOthersDo((url) => tf.io.getSaveHandlers(url)));
  tf.io.registerLoadRouter(unlessOthersDo((url) => tf.io.getLoadHandlers(url)));
}

type Router = Parameters<typeof tf.io.registerLoadRouter>[0];

/** A router that gives a handler for what no other router has one for. */
function unlessOthersDo(handlersOf: (url: string) => tf.io.IOHandler[]): Router {
  let isAsking = false;
  const find = (url: string | string[]): tf.io.IOHandler | null => {
    const path = isAsking || typeof url !== 'string' ? undefined : pathOfFileUrl(url);
    if (path === undefined) return null;
    isAsking = true;
    try {
      return handlersOf(url as string).length > 0 ? null : fileSystem(path);
    } finally {
      isAsking = false;
    }
  };
  // A router answers with null where it has no handler; its type does not say so.
  return find as Router;
}
