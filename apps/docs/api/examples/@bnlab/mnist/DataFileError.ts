import { DataFileError, parseIdx } from '@bnlab/mnist';

try {
  parseIdx(Uint8Array.of(1, 2, 3));
} catch (error) {
  console.log(error instanceof DataFileError); // true
}
