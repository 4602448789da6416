import { readFileSync } from 'node:fs';
import { nn, numpy as np, vjp } from '@jax-js/jax';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.resolve('@jax-js/jax'))));

/** jax-js has no layer of batch normalization; its `nn.standardize`, with a scale and a shift, makes one. */
export const jaxJs = {
  version: `${version} (nn.standardize) on its WebAssembly backend`,
  implementation: {
    training(x, gamma, beta, epsilon) {
      const { y, mean, variance } = train(np.array(x), 1, gamma, beta, epsilon);
      return { y: y.js(), mean, variance };
    },

    inference(x, mean, variance, gamma, beta, epsilon) {
      const statistics = { mean: np.array(mean), variance: np.array(variance), epsilon };
      return normalize(np.array(x), np.array(gamma), np.array(beta), 0, statistics).js();
    },

    gradient(x, gamma, beta, epsilon, dy) {
      const inputs = [x, gamma, beta].map((values) => np.array(values));
      const [y, back] = vjp((...values) => normalize(...values, 0, { epsilon }), inputs);
      y.dispose();
      const [dx, dgamma, dbeta] = back(np.array(dy)).map((gradient) => gradient.js());
      back.dispose();
      return { dx, dgamma, dbeta };
    },

    trainingOnAxis({ shape, values }, axis, gamma, beta, epsilon) {
      const { y, mean, variance } = train(np.array(values).reshape(shape), axis, gamma, beta, epsilon);
      return { y: { shape: y.shape, values: y.ravel().js() }, mean, variance };
    },
  },
};

function train(x, axis, gamma, beta, epsilon) {
  const channel = axis < 0 ? axis + x.ndim : axis;
  const others = x.shape.map((_, index) => index).filter((index) => index !== channel);
  const along = x.shape.map((length, index) => (index === channel ? length : 1));
  const mean = np.mean(x.ref, others).js();
  const variance = np.var_(x.ref, others).js();
  const parameter = (values) => np.array(values).reshape(along);
  return { y: normalize(x, parameter(gamma), parameter(beta), others, { epsilon }), mean, variance };
}

function normalize(x, gamma, beta, axes, options) {
  return nn.standardize(x, axes, options).mul(gamma).add(beta);
}
