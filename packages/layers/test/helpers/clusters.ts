import { standardNormal } from '../../src/random/standard-normal';
import type { Examples, ExampleStream } from '../../src';

/** Examples of `classes` classes, each a normal cluster around its own corner, and a little overlap between them. */
export function clusters({
  count,
  inputSize,
  classes,
  seed,
}: Record<'count' | 'inputSize' | 'classes' | 'seed', number>): Examples {
  const draw = standardNormal(seed);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % classes);
  const inputs = Float32Array.from({ length: count * inputSize }, (_, i) => {
    const label = labels[Math.floor(i / inputSize)]!;
    return (i % inputSize === label ? 2 : 0) + 0.7 * draw();
  });
  return { count, inputSize, inputs, labels };
}

/** The examples in their order, over and over. */
export function inOrder(examples: Examples): ExampleStream {
  let next = 0;
  return {
    examples,
    nextIndices: (size) => Uint32Array.from({ length: size }, () => next++ % examples.count),
  };
}
