import { ArgumentError, checkChoice } from '@bnlab/arguments';
import * as tf from '@tensorflow/tfjs-core';
import { canWaitForValues, type LateError, whenRead } from './synchronous-reads';

/** The policies of a layer for training batches that say nothing about the population. */
export interface BatchPolicies {
  /**
   * The policy for a training batch of one value per channel, which normalizes to 0 whatever it is: go on and leave
   * the moving averages as they are, with a warning the first time (`'warn'`); use the moving averages (`'population'`) and
   * leave them as they are; throw (`'error'`); or go on and let them follow (`'allow'`). Default `'warn'`. What a mask
   * leaves of a batch is known later on backends that give values with promises only (WebGPU): there the error is thrown by
   * the layer's next call.
   */
  onSingleValue?: 'warn' | 'error' | 'population' | 'allow';
  /**
   * The policy for a training batch whose statistics are not finite: leave the moving averages as they are and warn
   * once (`'skip'`), throw (`'error'`), or let them be spoilt (`'allow'`). Default `'skip'`. On backends that give values
   * with promises only (WebGPU) the error is thrown by the layer's next call, and names the batch.
   */
  onNonFinite?: 'skip' | 'error' | 'allow';
}

const choices = {
  onSingleValue: ['warn', 'error', 'population', 'allow'],
  onNonFinite: ['skip', 'error', 'allow'],
} as const satisfies Record<keyof BatchPolicies, readonly string[]>;

/** Refuses a policy that there is not. */
export function checkPolicies(functionName: string, policies: BatchPolicies): void {
  for (const name of ['onSingleValue', 'onNonFinite'] as const) {
    if (policies[name] != null) checkChoice<string>(functionName, name, policies[name], choices[name]);
  }
}

/** The statistics that a batch is normalized with, and whether the moving averages follow it. */
export interface StatisticsInUse {
  ofBatch: boolean;
  isFollowed: boolean;
}

/** A batch of so many values per channel. */
interface CountedBatch<Count> {
  layerName: string;
  count: Count;
  /** Called if the batch has one value and that is to be said. */
  warn: () => void;
}

/**
 * The statistics that a batch of so many values per channel is normalized with.
 *
 * @throws ArgumentError if there is one value, and that is an error.
 */
export function statisticsInUse(
  functionName: string,
  { layerName, count, warn }: CountedBatch<number>,
  policy: BatchPolicies['onSingleValue'] = 'warn',
): StatisticsInUse {
  if (count !== 1 || policy === 'allow') return { ofBatch: true, isFollowed: true };
  if (policy === 'population') return { ofBatch: false, isFollowed: false };
  if (policy === 'warn') {
    warn();
    return { ofBatch: true, isFollowed: false };
  }
  throw singleValueError(functionName, layerName);
}

/**
 * Whether masked input is normalized with the batch's statistics. A count on the device decides there, or later: an error
 * then goes to `lateError`.
 *
 * @throws ArgumentError if there is one value, that is an error, and the count can be read.
 */
export function usesMaskedBatch(
  functionName: string,
  { layerName, count, warn, lateError }: CountedBatch<number | tf.Scalar> & { lateError: LateError },
  policy: BatchPolicies['onSingleValue'] = 'warn',
): boolean | tf.Tensor {
  if (typeof count === 'number')
    return statisticsInUse(functionName, { layerName, count, warn }, policy).ofBatch;
  if (policy === 'allow') return true;
  if (policy === 'population') return tf.notEqual(count, 1);
  if (policy === 'error' && canWaitForValues()) {
    const value = count.dataSync()[0]!;
    return statisticsInUse(functionName, { layerName, count: value, warn }, policy).ofBatch;
  }
  void whenRead(count, ([values]) => {
    if (values !== 1) return;
    if (policy === 'warn') warn();
    else lateError.report(singleValueError(functionName, layerName));
  });
  return true;
}

function singleValueError(functionName: string, layerName: string): ArgumentError {
  return new ArgumentError(
    functionName,
    `a training batch must have more than one value per channel, got one in ${layerName}: it would normalize to 0 ` +
      'whatever it is. Use larger batches, drop the last one, or set onSingleValue to "population" or "allow"',
  );
}

/** Warns the first time that it is called that a batch had one value per channel. */
export function singleValueWarning(functionName: string, layerName: string): () => void {
  return once(
    `${functionName}: a training batch has one value per channel in ${layerName}, which normalizes to 0 whatever it is. ` +
      'The moving statistics were left as they were. Set onSingleValue to "population" to use them for such batches',
  );
}

/** Warns the first time that it is called that a batch was left out of the moving averages. */
export function nonFiniteWarning(functionName: string, layerName: string): () => void {
  return once(
    `${functionName}: a batch in ${layerName} has values that are not finite. The moving statistics were left as they ` +
      'were, as they will be from now on without a warning. Set onNonFinite to "error" to find the batch',
  );
}

/** Warns the first time that it is called on a backend that keeps its values in 16 bits, as WebGL does on some phones. */
export const warnOfHalfPrecision = (() => {
  const warn = once(
    'batchNormalization: the backend keeps values in 16 bits, of three digits and 65504 at most. Trained statistics and ' +
      'gradients are no better than that: train on another backend, such as WebAssembly, and predict on this one',
  );
  return () => {
    if (tf.backend().floatPrecision() === 16) warn();
  };
})();

function once(warning: string): () => void {
  let hasWarned = false;
  return () => {
    if (hasWarned) return;
    hasWarned = true;
    console.warn(warning);
  };
}
