import { TestEnvironment } from 'jest-environment-node';

/**
 * Node.js with the arrays of Node.js: the addon returns those, while jest gives tests a `Float32Array` of their own, and
 * TensorFlow.js tells arrays apart by `instanceof`.
 */
export default class OneRealm extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    Object.assign(this.global, { ArrayBuffer, Float32Array, Int32Array, Uint8Array });
  }
}
