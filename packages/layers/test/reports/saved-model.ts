import * as tf from '@tensorflow/tfjs';

type Json = Record<string, unknown>;

const initializer = (className: string) => ({ class_name: className, config: {} });

/** Batch norm as Keras 2 writes it. */
export const normalization: Json = {
  ...{
    name: 'batch_normalization',
    trainable: true,
    dtype: 'float32',
    axis: [1],
    momentum: 0.99,
    epsilon: 0.001,
  },
  ...{
    center: true,
    scale: true,
    gamma_initializer: initializer('Ones'),
    beta_initializer: initializer('Zeros'),
  },
  moving_mean_initializer: initializer('Zeros'),
  moving_variance_initializer: initializer('Ones'),
  ...{ beta_regularizer: null, gamma_regularizer: null, beta_constraint: null, gamma_constraint: null },
};

/** Two values in, as Keras 2 writes it. */
export const inputLayer: Json = {
  class_name: 'InputLayer',
  config: { batch_input_shape: [null, 2], dtype: 'float32', sparse: false, ragged: false, name: 'input_1' },
};

/** The weights of one batch norm layer, by which (1, 2) gives 2 (1 - 0.5) / 2 + 1 and 3 (2 - 1) / 0.5 - 1. */
export const weights: Record<string, number[]> = {
  'batch_normalization/gamma': [2, 3],
  'batch_normalization/beta': [1, -1],
  'batch_normalization/moving_mean': [0.5, 1],
  'batch_normalization/moving_variance': [3.999, 0.249],
};
export const input = () => tf.tensor2d([[1, 2]]);
export const expected = [1.5, 5];

export interface SavedModel {
  first?: Json;
  className?: string;
  config?: Json;
  version?: string;
  weights?: Record<string, number[]>;
}

/** The topology of a sequential model of one layer, as a converter of Keras writes it. */
export function topologyOf({
  first = inputLayer,
  className,
  config = normalization,
  version = '2.15.0',
}: SavedModel) {
  const layers = [first, { class_name: className ?? 'BatchNormalization', config }];
  const model = { class_name: 'Sequential', config: { name: 'sequential', layers } };
  return { keras_version: version, backend: 'tensorflow', model_config: model };
}

/** Loads such a model as a program of TensorFlow.js does. */
export function loadSaved(saved: SavedModel): Promise<tf.LayersModel> {
  const entries = Object.entries(saved.weights ?? weights);
  return tf.loadLayersModel({
    load: () =>
      Promise.resolve({
        modelTopology: topologyOf(saved),
        weightSpecs: entries.map(([name, values]) => ({
          name,
          shape: [values.length],
          dtype: 'float32' as const,
        })),
        weightData: Float32Array.from(entries.flatMap(([, values]) => values)).buffer,
      }),
  });
}
