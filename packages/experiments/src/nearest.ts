import { closest } from 'fastest-levenshtein';

/** The choice that takes the fewest edits to reach from `name`: what somebody who mistyped it probably meant. */
export function nearest(name: string, choices: readonly string[]): string {
  return closest(name, choices);
}
