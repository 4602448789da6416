import { ArgumentError, nearestName, show } from '@bnlab/arguments';
import type { FullyConnected } from './fully-connected';
import { withEquations } from './with-equations';
import { withLayer } from './with-layer';
import { withOperation } from './with-operation';

/** The three ways in which a layer may be written; all give the same training, up to rounding. */
const spellings = {
  layer: withLayer,
  operation: withOperation,
  equations: withEquations,
} as const satisfies Record<string, FullyConnected>;

/** The name of a {@link FullyConnected} that comes with the package. */
export type FullyConnectedName = keyof typeof spellings;

/** Every {@link FullyConnectedName}, from the most that is hidden to the least. */
export const fullyConnectedNames = Object.keys(spellings) as readonly FullyConnectedName[];

/** @throws ArgumentError if it is neither one of the names nor a function. */
export function findFullyConnected(
  functionName: string,
  choice: FullyConnectedName | FullyConnected,
): FullyConnected {
  if (typeof choice === 'function') return choice;
  if (fullyConnectedNames.includes(choice)) return spellings[choice];
  const hint = typeof choice === 'string' ? `. ${nearestName(choice, fullyConnectedNames, 'names')}` : '';
  throw new ArgumentError(
    functionName,
    `fullyConnected must be one of ${fullyConnectedNames.map(show).join(', ')}, or a function that makes a layer, ` +
      `got ${show(choice)}${hint}`,
  );
}
