/** Whether the data starts as gzip does. IDX data never does: it starts with two zero bytes. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
