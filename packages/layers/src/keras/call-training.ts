import * as tfl from '@tensorflow/tfjs-layers';
import type { CallOptions } from '../layers/layer-call';

/** Marks the method that has been replaced, whichever copy of this package did it. */
const REPLACED = Symbol.for('@bnlab/layers: calls keep their training');

type Apply = tfl.layers.Layer['apply'];

/**
 * Lets the `training` of a call hold, as in Keras 2: `layer.apply(x, { training: false })` on a symbolic tensor.
 *
 * TensorFlow.js writes the options of such a call down and forgets them when the model runs: every layer is handed the
 * options of the model's own call. What runs a model finds the layer by the `sourceLayer` of a symbolic tensor, so the
 * outputs of such a call get a view of the layer as theirs, which puts the word of the call in. Only layers that batch
 * norm is in are concerned, themselves or deep inside of them: models, and wrappers such as `timeDistributed`.
 */
export function keepTrainingOfCalls(holdsBatchNorm: (layer: tfl.layers.Layer) => boolean): void {
  const { prototype } = tfl.layers.Layer;
  const original = Object.getOwnPropertyDescriptor(prototype, 'apply')!.value as Apply;
  if (REPLACED in original) return;
  const apply: Apply = function (this: tfl.layers.Layer, inputs, options) {
    const outputs = original.call(this, inputs, options);
    const training: unknown = (options as CallOptions | undefined)?.training;
    if (typeof training !== 'boolean' || !holdsBatchNorm(this)) return outputs;
    const [first] = [outputs].flat();
    if (first instanceof tfl.SymbolicTensor) pinTraining([outputs].flat() as tfl.SymbolicTensor[], training);
    return outputs;
  };
  prototype.apply = Object.assign(apply, { [REPLACED]: true });
}

function pinTraining(outputs: readonly tfl.SymbolicTensor[], training: boolean): void {
  for (const output of outputs) output.sourceLayer = withTraining(output.sourceLayer, training);
}

/** The layer itself in all but one thing: when it is called, it is called with this `training`. */
function withTraining(layer: tfl.layers.Layer, training: boolean): tfl.layers.Layer {
  const apply: Apply = (inputs, options: CallOptions = {}) => {
    const isFitting = options.isFitting ?? options.training === true;
    return layer.apply(inputs, { ...options, training, isFitting });
  };
  return new Proxy(layer, {
    get: (target, key) => (key === 'apply' ? apply : (Reflect.get(target, key, target) as unknown)),
    set: (target, key, value) => Reflect.set(target, key, value, target),
  });
}
