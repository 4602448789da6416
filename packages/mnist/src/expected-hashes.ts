import { ArgumentError, nearestName, show } from '@bnlab/arguments';
import { MNIST_FILE_NAMES, MNIST_SHA256 } from './mnist-files';

/**
 * The hashes that files are checked against. `true`: those of MNIST. `false`: no check. A record: the SHA-256 (64
 * hexadecimal digits) of decompressed files by name without `.gz`; files that are not named are not checked.
 */
export type Verify = boolean | Record<string, string>;

/** The hash that each file must have, by file name. Throws for an unknown file name or a malformed hash. */
export function expectedHashes(caller: string, verify: Verify): Readonly<Record<string, string>> {
  if (verify === true) return MNIST_SHA256;
  if (verify === false) return {};
  if (typeof verify !== 'object' || verify === null) {
    throw new ArgumentError(
      caller,
      `verify must be true, false or a record of hashes by file name, got ${show(verify)}`,
    );
  }
  for (const [file, hash] of Object.entries(verify)) {
    if (!(MNIST_FILE_NAMES as readonly string[]).includes(file)) {
      throw new ArgumentError(
        caller,
        `verify must name files among ${MNIST_FILE_NAMES.join(', ')}, got '${file}'. ` +
          nearestName(file, MNIST_FILE_NAMES, 'files'),
      );
    }
    if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/i.test(hash)) {
      throw new ArgumentError(
        caller,
        `verify['${file}'] must be a SHA-256 of 64 hexadecimal digits, got ${JSON.stringify(hash)}`,
      );
    }
  }
  return verify;
}
