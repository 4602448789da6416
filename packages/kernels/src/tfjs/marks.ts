const MARK = Symbol.for('@bnlab/kernels');

/**
 * Marks a function that takes the place of one of TensorFlow.js's, so that none is replaced twice: not when a module is
 * loaded anew while a program runs, and not by another copy of this package.
 */
export function markAsOurs<Marked extends object>(marked: Marked): Marked {
  return Object.defineProperty(marked, MARK, { value: true });
}

export function isOurs(value: object): boolean {
  return MARK in value;
}
