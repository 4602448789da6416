import type { Decision, VerdictLine } from '@bnlab/experiments';
import { htmlEscape } from 'escape-goat';

const classNames = { holds: 'yes', 'does not hold': 'no', 'cannot tell': 'open' } as const;

/** The class of a kind of decision: it has a color. */
export function decisionClass(decision: Decision): string {
  return classNames[decision];
}

/** A decision in the color of its kind. */
export function decisionHtml({ decision, words }: VerdictLine): string {
  return `<strong class="${decisionClass(decision)}">${htmlEscape(words)}</strong>`;
}
