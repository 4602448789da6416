/**
 * Whether this thread may wait for others: workers may, and the main thread of Node.js, but not that of a page.
 *
 * @internal
 */
export function mayWait(): boolean {
  try {
    // Returns at once, since the value is another; where the thread must not sleep it throws.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1);
    return true;
  } catch {
    return false;
  }
}
