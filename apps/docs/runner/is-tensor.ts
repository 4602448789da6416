/** What of a tensor of TensorFlow.js is looked at here: programs bring the library, and it may not be loaded at all. */
interface TensorLike {
  dataId: object;
  shape: readonly number[];
  toString(): string;
}

/** Whether a value is a tensor, or a variable of TensorFlow.js. */
export function isTensor(value: unknown): value is TensorLike {
  const { dataId, shape } = Object(value) as Partial<TensorLike>;
  return typeof dataId === 'object' && dataId !== null && Array.isArray(shape);
}
