import type { VerdictLine } from '@bnlab/experiments';
import { htmlEscape } from 'escape-goat';

const classNames = { holds: 'yes', 'does not hold': 'no', 'cannot tell': 'open' } as const;

/** A decision in the color of its kind. */
export function decisionHtml({ decision, words }: VerdictLine): string {
  return `<strong class="${classNames[decision]}">${htmlEscape(words)}</strong>`;
}
