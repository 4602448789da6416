import { MNIST_FILE_NAMES, MNIST_SHA256 } from './mnist-files';

/**
 * What to check the files against: `true` is MNIST itself, `false` nothing, a record the SHA-256 (64 hexadecimal
 * digits) of each decompressed file by its name without `.gz`; files that it leaves out are not checked.
 */
export type Verify = boolean | Record<string, string>;

/** The hash that each file must have, by file name. Throws for a name or hash that cannot be meant. */
export function expectedHashes(caller: string, verify: Verify): Readonly<Record<string, string>> {
  if (verify === true) return MNIST_SHA256;
  if (verify === false) return {};
  for (const [file, hash] of Object.entries(verify)) {
    if (!(MNIST_FILE_NAMES as readonly string[]).includes(file)) {
      throw new RangeError(
        `${caller}: verify must name files among ${MNIST_FILE_NAMES.join(', ')}, got '${file}'`,
      );
    }
    if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/i.test(hash)) {
      throw new RangeError(
        `${caller}: verify['${file}'] must be a SHA-256 of 64 hexadecimal digits, got ${JSON.stringify(hash)}`,
      );
    }
  }
  return verify;
}
