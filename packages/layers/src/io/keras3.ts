import { ArgumentError } from '@bnlab/arguments';
import * as tf from '@tensorflow/tfjs-core';
import { findHandler } from './find-handler';
import { rewriteKeras3Topology } from '../keras/keras3-config';

/**
 * Reads a model that Keras 3 saved, as `.h5` or `.keras`, and the `tensorflowjs` converter converted:
 * `tf.loadLayersModel(keras3(url))`.
 *
 * Once this package is imported, `tf.loadLayersModel` alone reads such models too. It has respelt the names of the layers by
 * then, though; this handler sees them as Keras wrote them, which matters where `dense_1` and `dense1` are two layers.
 *
 * @param source - What `tf.loadLayersModel` takes: a URL, or a handler of `tf.io`.
 * @returns A handler of `tf.io`.
 * @throws ArgumentError if there is nothing to load from such a place. Loading throws one if the model is not of Keras 3.
 */
export function keras3(source: string | tf.io.IOHandler): tf.io.IOHandler {
  const place = findHandler(source, 'load', 'keras3');
  const [handler] = typeof place === 'string' ? tf.io.getLoadHandlers(place) : [place];
  const load = async () => {
    const artifacts = await (handler ?? tf.io.browserHTTPRequest(place as string)).load!();
    return { ...artifacts, modelTopology: rewritten(artifacts.modelTopology) };
  };
  return { load };
}

function rewritten(topology: tf.io.ModelArtifacts['modelTopology']): object {
  const { keras_version: version, model_config: config } = (topology ?? {}) as {
    keras_version?: string;
    model_config?: object;
  };
  if (!config || (version !== undefined && !version.startsWith('3'))) {
    const got = version === undefined ? 'another one' : `one of Keras ${version}`;
    const fix = 'load it with tf.loadLayersModel alone';
    throw new ArgumentError('keras3', `the model must be saved by Keras 3, got ${got}; ${fix}`);
  }
  return rewriteKeras3Topology(config);
}
