import { ArgumentError, checkChoice } from '@bnlab/arguments';

/** What a layer does in training with batches that say nothing about the population. */
export interface BatchPolicies {
  /**
   * What to do in training with a batch of one value a channel, which normalizes to 0 whatever it is: throw (`'error'`),
   * use the moving averages and leave them as they are (`'population'`), or go on (`'allow'`). Default `'error'`.
   */
  onSingleValue?: 'error' | 'population' | 'allow';
  /**
   * What to do in training with a batch whose statistics are not finite: leave the moving averages as they are and warn
   * once (`'skip'`), throw (`'error'`), or let them be spoilt (`'allow'`). Default `'skip'`.
   */
  onNonFinite?: 'skip' | 'error' | 'allow';
}

const choices = {
  onSingleValue: ['error', 'population', 'allow'],
  onNonFinite: ['skip', 'error', 'allow'],
} as const satisfies Record<keyof BatchPolicies, readonly string[]>;

/** Refuses a policy that there is not. */
export function checkPolicies(functionName: string, policies: BatchPolicies): void {
  for (const name of ['onSingleValue', 'onNonFinite'] as const) {
    if (policies[name] != null) checkChoice<string>(functionName, name, policies[name], choices[name]);
  }
}

/**
 * Whether a batch of so many values a channel is normalized with its own statistics, and not with the population's.
 *
 * @throws ArgumentError if there is one value, and that is an error.
 */
export function usesOwnStatistics(
  functionName: string,
  layerName: string,
  count: number,
  policy: BatchPolicies['onSingleValue'] = 'error',
): boolean {
  if (count !== 1 || policy === 'allow') return true;
  if (policy === 'population') return false;
  throw new ArgumentError(
    functionName,
    `a training batch must have more than one value a channel, got one in ${layerName}: it would normalize to 0 ` +
      'whatever it is. Use larger batches, drop the last one, or set onSingleValue to "population" or "allow"',
  );
}

/** Warns the first time that it is called that a batch was left out of the moving averages. */
export function nonFiniteWarning(functionName: string, layerName: string): () => void {
  let hasWarned = false;
  return () => {
    if (hasWarned) return;
    hasWarned = true;
    console.warn(
      `${functionName}: a batch in ${layerName} has values that are not finite. The moving statistics were left as they ` +
        'were, as they will be from now on without a warning. Set onNonFinite to "error" to find the batch',
    );
  };
}
