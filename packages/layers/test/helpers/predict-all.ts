import * as tf from '@tensorflow/tfjs';

/** An input of so many examples for each input of a model. */
export function inputsOf(model: tf.LayersModel, examples = 4, seed = 7): tf.Tensor[] {
  return model.inputs.map(({ shape }, i) =>
    tf.randomNormal([examples, ...(shape.slice(1) as number[])], 0.5, 1, 'float32', seed + i),
  );
}

/** The values of all outputs of a model, one after the other. */
export function predictAll(model: tf.LayersModel, inputs = inputsOf(model)): tf.Tensor1D {
  return tf.tidy(() => {
    const outputs = [model.predict(inputs.length === 1 ? inputs[0]! : inputs)].flat();
    return tf.concat1d(outputs.map((output) => output.flatten()));
  });
}
