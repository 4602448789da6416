import { ArgumentError, show } from '@bnlab/arguments';
import type { Examples } from './examples';

/** The state of a `BatchStream` as plain JSON, from `getState` and for `fromState`. */
export interface BatchStreamState {
  version: 1;
  seed: number;
  /** Number of examples of the set that the state belongs to. */
  count: number;
  /** Number of complete epochs. */
  epoch: number;
  /** Number of examples drawn in the current epoch, 0 to `count - 1`. */
  position: number;
  /** State of the random generator before the shuffle of the current epoch: four 32-bit integers, not all 0. */
  generator: number[];
}

/** Throws unless `state` is a state that a stream over `examples` can be in. */
export function checkBatchStreamState(state: BatchStreamState, examples: Examples): void {
  if (typeof state !== 'object' || state === null) {
    throw new ArgumentError(
      'BatchStream.fromState',
      `state must be what getState returned, got ${show(state)}`,
    );
  }
  const { count, name = 'examples' } = examples;
  check(state, 'version', state.version === 1, '1, the only version there is');
  check(state, 'seed', isIntegerWithin(state.seed, 0, 0xffffffff), 'an integer from 0 to 4294967295');
  check(
    state,
    'count',
    state.count === count,
    `${count}, the count of '${name}': use the set it was saved with`,
  );
  check(
    state,
    'epoch',
    isIntegerWithin(state.epoch, 0, Number.MAX_SAFE_INTEGER),
    'a whole number, 0 or more',
  );
  check(
    state,
    'position',
    isIntegerWithin(state.position, 0, count - 1),
    `an integer from 0 to ${count - 1}`,
  );
  check(state, 'generator', isGeneratorState(state.generator), 'four 32-bit integers, not all zero');
}

function check(state: BatchStreamState, field: keyof BatchStreamState, valid: boolean, rule: string): void {
  if (valid) return;
  throw new ArgumentError(
    'BatchStream.fromState',
    `state.${field} must be ${rule}; got ${JSON.stringify(state[field])}`,
  );
}

function isIntegerWithin(value: unknown, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
}

function isGeneratorState(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length === 4 &&
    value.every((word) => isIntegerWithin(word, -0x80000000, 0x7fffffff)) &&
    value.some((word) => word !== 0)
  );
}
