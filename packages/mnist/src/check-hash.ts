import { DataFileError } from './data-file-error';

/**
 * Rejects with a `DataFileError` unless the SHA-256 of `bytes` is `expected` (hexadecimal, of either case).
 *
 * Uses Web Crypto, which browsers offer to pages served over https or from localhost only.
 */
export async function checkHash(file: string, bytes: Uint8Array, expected: string): Promise<void> {
  // The type says that it is always there; on an insecure page it is not.
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) {
    throw new DataFileError(file, {
      expected: `SHA-256 ${expected}`,
      found: 'no Web Crypto to compute it with',
      hint: 'serve the page over https or from localhost, or pass verify: false',
    });
  }
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes as BufferSource));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (found === expected.toLowerCase()) return;
  throw new DataFileError(file, {
    expected: `SHA-256 ${expected}`,
    found: found,
    hint: 'the file is damaged, or of another data set: then pass its own hashes as verify, or verify: false',
  });
}
