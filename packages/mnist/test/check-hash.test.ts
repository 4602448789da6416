import { afterEach, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { checkHash } from '../src/check-hash';
import { DataFileError } from '../src/data-file-error';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('checkHash', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  test('lets through the bytes that have the hash, in either case, and no others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1 }), fc.nat(), async (bytes, place) => {
        const hash = sha256(bytes);
        await expect(checkHash('a-file', bytes, hash)).resolves.toBeUndefined();
        await expect(checkHash('a-file', bytes, hash.toUpperCase())).resolves.toBeUndefined();
        const changed = bytes.slice();
        changed[place % bytes.length]! ^= 4;
        await expect(checkHash('a-file', changed, hash)).rejects.toThrow(
          `a-file: expected SHA-256 ${hash}, found ${sha256(changed)}`,
        );
      }),
    );
  });

  test('says what to do on a page that has no Web Crypto', async () => {
    jest.replaceProperty(globalThis, 'crypto', {} as Crypto);
    const check = checkHash('a-file', Uint8Array.of(1), sha256(Uint8Array.of(1)));
    await expect(check).rejects.toThrow(DataFileError);
    await expect(check).rejects.toThrow(/no Web Crypto.*https or from localhost/);
  });
});
