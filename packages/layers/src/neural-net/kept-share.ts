import { checkNumber, checkOptions } from '@bnlab/arguments';

/** The result of `adaptStatistics` of a network. */
export interface AdaptedNet {
  /** Gives the batch norm layers back the statistics that they had before. */
  restore: () => Promise<void>;
}

/**
 * The share of a network's own statistics beside those of examples: prior / (prior + examples).
 *
 * @throws ArgumentError if an option is unknown or out of range.
 */
export function keptShare(
  caller: string,
  { count }: { readonly count: number },
  options: { prior?: number },
): number {
  checkOptions(caller, options, ['prior']);
  const { prior = 16 } = options;
  checkNumber(caller, 'prior', prior, { min: 0 });
  return prior / (prior + count);
}
