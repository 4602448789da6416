import { ArgumentError, show } from '@bnlab/arguments';
import type { GraphValues, ParameterRole } from '@bnlab/kernels';
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';

/** By the last part of a weight's name, what it is. */
const roles: Readonly<Record<string, ParameterRole>> = {
  kernel: 'weights',
  depthwise_kernel: 'weights',
  bias: 'bias',
  gamma: 'gamma',
  beta: 'beta',
  moving_mean: 'populationMean',
  moving_variance: 'populationVariance',
};

interface Place {
  readonly weight: tfl.LayerVariable;
  readonly layer: string;
  readonly role: ParameterRole;
}

/** Which of the network's layers has a layer's weights: the product before an activation that is a layer of its own. */
function placesOf(model: tfl.LayersModel): Place[] {
  return model.layers.flatMap((layer) =>
    layer.weights.flatMap((weight) => {
      const name = weight.originalName.split('/').at(-1)!.replace(/_\d+$/, '');
      const role = roles[name];
      return role ? [{ weight, layer: layer.name, role }] : [];
    }),
  );
}

/** The parameters that a model's weights hold. */
export async function readWeights(model: tfl.LayersModel): Promise<GraphValues['layers']> {
  const layers: { [layer: string]: { [role: string]: Float32Array } } = {};
  for (const { weight, layer, role } of placesOf(model)) {
    (layers[layer] ??= {})[role] = Float32Array.from(await weight.read().data());
  }
  return layers;
}

/**
 * Writes parameters into a model's weights.
 *
 * @throws ArgumentError naming the first parameter that the model lacks; nothing is written then.
 */
export function writeWeights(caller: string, model: tfl.LayersModel, layers: GraphValues['layers']): void {
  if (!Array.isArray((model as tfl.LayersModel | undefined)?.layers)) {
    throw new ArgumentError(caller, `model must be a tf.LayersModel, got ${show(model)}`);
  }
  const places = placesOf(model);
  for (const [layer, roles] of Object.entries(layers)) {
    for (const [role, values] of Object.entries(roles)) {
      const place = places.find((one) => one.layer === layer && one.role === role);
      const size = place && (place.weight.shape as number[]).reduce((product, one) => product * one, 1);
      if (size === values.length) continue;
      const got = place ? `${size} of them` : 'none';
      throw new ArgumentError(
        caller,
        `model must have ${values.length} values for ${role} of a layer "${layer}", got ${got}`,
      );
    }
  }
  tf.tidy(() => {
    for (const { weight, layer, role } of places) {
      const values = layers[layer]?.[role];
      if (values) weight.write(tf.tensor(values, weight.shape as number[]));
    }
  });
}
