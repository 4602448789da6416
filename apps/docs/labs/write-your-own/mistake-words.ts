import { laws } from '@bnlab/core/spec';

/** What a mistake does: the comment on the first thing that its source documents. */
export function sentenceOf(name: string, source: string): string {
  const comment = /\/\*\*([\s\S]*?)\*\//.exec(source)?.[1];
  if (comment === undefined) throw new Error(`sentenceOf: ${name} must have a comment on what it does`);
  return comment.replaceAll(/\s+(\* )?/g, ' ').trim();
}

/** How far apart in the list of laws the guesses are, so that they are of different kinds. */
const STRIDE = 5;

/** Four laws to guess from: the one that breaks, and three about what every program has. */
export function guesses(breaks: string): string[] {
  const names = laws
    .filter(({ name, needs }) => needs.length === 0 || name === breaks)
    .map(({ name }) => name);
  const first = names.indexOf(breaks);
  const chosen = [0, 1, 2, 3].map((step) => names[(first + step * STRIDE) % names.length]!);
  return names.filter((name) => chosen.includes(name));
}
