import type { JudgedExpectation } from '../claims/judge';

type Counted = Pick<JudgedExpectation, 'comparisons'>;

/**
 * In how many of its comparisons an expectation holds, and where not: `in 14 of 18; the other 4 cannot tell: ...`.
 * Empty where nothing was compared.
 */
export function tallyText({ comparisons }: Counted): string {
  if (comparisons.length === 0) return '';
  const where = (decision: string) => comparisons.filter((comparison) => comparison.decision === decision);
  const [holding, against, open] = [where('holds'), where('does not hold'), where('cannot tell')];
  if (comparisons.length === 1) return '';
  if (holding.length === comparisons.length) return `in all ${comparisons.length} comparisons`;
  const first = `in ${holding.length} of ${comparisons.length} comparisons`;
  const others = [
    ...(against.length > 0 ? [`against it at ${against.map(({ place }) => place).join('; at ')}`] : []),
    ...(open.length > 0 ? [`${open.length} cannot tell${reasons(open)}`] : []),
  ];
  return `${first}; the others: ${others.join('; ')}`;
}

/** Why comparisons cannot tell, each reason once; a difference that is too small needs no words. */
function reasons(comparisons: Counted['comparisons']): string {
  const words = [...new Set(comparisons.flatMap(({ undecided }) => undecided ?? []))];
  return words.length === 0 ? ', the differences are too small' : ` (${words.join('; ')})`;
}
