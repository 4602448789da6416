import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  // Many of the libraries that come together here are published as ECMAScript modules only. TensorFlow.js is not, and
  // is large.
  transformIgnorePatterns: ['/node_modules/@tensorflow/'],
};
