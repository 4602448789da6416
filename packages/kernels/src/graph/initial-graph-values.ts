import { checkNumber, checkOptions } from '@bnlab/arguments';
import type { GraphValues } from './graph-description';
import type { ParameterRole } from './parameter-arena';

/**
 * Values to start from: weights even on [-limit, limit] with limit = sqrt(6 / (inputs + outputs)) (Glorot and Bengio
 * 2010), gamma and the population variance 1, the rest 0. The same seed gives the same bits everywhere.
 *
 * @param parameters As {@link CompiledGraph.parameters} lists them.
 * @param options.seed An integer from 0 to 2^32 - 1.
 */
export function initialGraphValues(
  parameters: readonly { layer: string; role: ParameterRole; shape: readonly number[] }[],
  options: { seed: number },
): GraphValues {
  const caller = 'initialGraphValues';
  checkOptions(caller, options, ['seed']);
  checkNumber(caller, 'options.seed', options.seed, { integer: true, min: 0, max: 2 ** 32 - 1 });
  const layers: { [layer: string]: { [role: string]: Float32Array } } = {};
  let drawn = 0;
  for (const { layer, role, shape } of parameters) {
    const length = shape.reduce((product, size) => product * size, 1);
    const values = new Float32Array(length);
    if (role === 'gamma' || role === 'populationVariance') values.fill(1);
    if (role === 'weights') {
      const limit = glorotLimit(shape);
      for (let i = 0; i < length; i++) values[i] = limit * (2 * uniform(options.seed, drawn++) - 1);
    }
    (layers[layer] ??= {})[role] = values;
  }
  return { step: 0, layers };
}

/** Inputs and outputs of `[...window, inputs, outputs]`, each times the window. */
function glorotLimit(shape: readonly number[]): number {
  const window = shape.slice(0, -2).reduce((product, size) => product * size, 1);
  return Math.sqrt(6 / (window * (shape.at(-2)! + shape.at(-1)!)));
}

/** Number `index` of a stream, in [0, 1): a hash of seed and place, so that any number can be had by itself. */
function uniform(seed: number, index: number): number {
  let x = (Math.imul(index, 0x9e3779b1) ^ seed) >>> 0;
  for (let round = 0; round < 2; round++) {
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
    x = (x ^ (x >>> 16) ^ seed) >>> 0;
  }
  return (x >>> 8) / 2 ** 24;
}
