import { closest, distance } from 'fastest-levenshtein';

/** `Did you mean "momentum"?` for a near miss of one of `known`, otherwise the list of them. */
export function nearestName(name: string, known: readonly string[], plural = 'options'): string {
  if (known.length === 0) return `There are no ${plural}.`;
  return didYouMean(name, known) ?? `The ${plural} are ${known.join(', ')}.`;
}

/** `Did you mean "momentum"?` for a near miss of one of `known`, otherwise `undefined`. */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  const lowerCase = known.map((each) => each.toLowerCase());
  const nearest = closest(name.toLowerCase(), lowerCase);
  const candidate = known[lowerCase.indexOf(nearest)]!;
  const isNear = distance(name.toLowerCase(), nearest) <= Math.max(2, candidate.length / 2);
  return isNear ? `Did you mean "${candidate}"?` : undefined;
}
