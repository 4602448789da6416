import { expect, test } from '@jest/globals';
import type { JudgedComparison } from '../../src/claims/judge';
import { tallyText } from '../../src/results/tally-text';

const comparison = (
  place: string,
  decision: JudgedComparison['decision'],
  undecided?: string,
): JudgedComparison => ({ place, unit: 'points', decision, ...(undecided && { undecided }) });

test('one comparison, or none, needs no count', () => {
  expect(tallyText({ comparisons: [] })).toBe('');
  expect(tallyText({ comparisons: [comparison('a', 'holds')] })).toBe('');
});

test('all of several', () => {
  expect(tallyText({ comparisons: [comparison('a', 'holds'), comparison('b', 'holds')] })).toBe(
    'in all 2 comparisons',
  );
});

test('some of several, with the places against it and each reason why others cannot tell once', () => {
  const comparisons = [
    comparison('a', 'holds'),
    comparison('b', 'does not hold'),
    comparison('c', 'does not hold'),
    comparison('d', 'cannot tell', 'a network never learned'),
    comparison('e', 'cannot tell', 'a network never learned'),
  ];
  expect(tallyText({ comparisons })).toBe(
    'in 1 of 5 comparisons; the others: against it at b; at c; 2 cannot tell (a network never learned)',
  );
  expect(tallyText({ comparisons: [comparison('a', 'holds'), comparison('b', 'cannot tell')] })).toBe(
    'in 1 of 2 comparisons; the others: 1 cannot tell, the differences are too small',
  );
});
