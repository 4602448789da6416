/**
 * The name of the built-in class of a value: `Float32Array`, `Error`, `Promise`. Unlike `instanceof`, it is the same for
 * values of another realm (a frame, a worker, the sandbox of a test).
 */
export function className(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}
