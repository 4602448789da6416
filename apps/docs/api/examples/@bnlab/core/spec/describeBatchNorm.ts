import { describeBatchNorm, referenceImplementation } from '@bnlab/core/spec';

// In a test file, leave `runner` out: Jest's and Vitest's globals are used.
const tests: string[] = [];
const test = Object.assign((name: string) => void tests.push(name), {
  skip: () => undefined,
});
const describe = (_name: string, body: () => void) => body();
describeBatchNorm('my batch norm', referenceImplementation, {
  runner: { describe, test },
});
console.log(tests.length > 20); // true
