/** An invalid value as a message shows it: `-1`, `"left"`, `a tensor of shape [2, 3]`, `an array`. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (['number', 'boolean', 'undefined'].includes(typeof value) || value === null) return String(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'symbol') return 'a symbol';
  return showObject(value as object);
}

function showObject(value: object): string {
  if (isTensorLike(value)) return `a tensor of shape [${value.shape.join(', ')}]`;
  const name = (value.constructor as { name?: string } | undefined)?.name;
  return name && name !== 'Object' ? `an object of class ${name}` : 'an object';
}

/** Told by its fields, since each copy of TensorFlow.js has a class of its own. */
function isTensorLike(value: object): value is { readonly shape: readonly number[] } {
  return 'dtype' in value && 'dataId' in value && 'shape' in value && Array.isArray(value.shape);
}
