/** The same values, in the same memory, as an array of this realm: in a page TensorFlow.js takes no other. */
export function ownFloats(values: Float32Array): Float32Array {
  if (values instanceof Float32Array) return values;
  const { buffer, byteOffset, length } = values as Float32Array;
  return new Float32Array(buffer, byteOffset, length);
}
