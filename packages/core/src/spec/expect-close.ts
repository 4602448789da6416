/** Numbers, or arrays of them, or arrays of those. */
type Nested = number | readonly Nested[];

/**
 * Throws unless `actual` has the shape of `expected` and no value differs by more than
 * `tolerance * max(1, max(abs(expected)))`. The default tolerance suits float32.
 *
 * @param what What is compared, for the message: "mean of y".
 */
export function expectClose(what: string, actual: Nested, expected: Nested, tolerance = 1e-4): void {
  const allowed = tolerance * Math.max(1, largest(expected));
  compare(what, actual, expected, allowed);
}

function compare(what: string, actual: unknown, expected: Nested, allowed: number): void {
  if (typeof expected === 'number') {
    if (typeof actual === 'number' && Math.abs(actual - expected) <= allowed) return;
    throw new Error(`${what}: expected ${round(expected)}, got ${round(actual)}`);
  }
  const length = (actual as ArrayLike<unknown> | undefined)?.length;
  if (length !== expected.length) {
    throw new Error(`${what}: expected ${expected.length} values, got ${length ?? String(actual)}`);
  }
  expected.forEach((value, i) => compare(`${what}[${i}]`, (actual as ArrayLike<unknown>)[i], value, allowed));
}

function largest(values: Nested): number {
  if (typeof values === 'number') return Math.abs(values);
  return values.reduce<number>((max, value) => Math.max(max, largest(value)), 0);
}

function round(value: unknown): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : String(value);
}
