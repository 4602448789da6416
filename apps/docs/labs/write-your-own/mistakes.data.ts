import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { laws, mistakes, type OptionalPart } from '@bnlab/core/spec';

/** A classic mistake: its name in words, what it does, and the source of the functions that are wrong. */
export interface MistakeSource {
  name: string;
  title: string;
  /** What it does, in a sentence. */
  sentence: string;
  source: string;
  /** Laws to guess from: one that it breaks, and three others. */
  options: string[];
}

declare const data: readonly MistakeSource[];
export { data };

export default {
  load(): MistakeSource[] {
    const { resolve } = createRequire(import.meta.url);
    return mistakes.filter(isVisible).map(({ name, breaks }) => {
      const source = readFileSync(resolve(`@bnlab/core/spec/mistakes/${name}.ts`), 'utf8');
      const title = `${name[0]!.toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;
      return { name, title, sentence: firstSentence(name, source), source, options: guesses(breaks) };
    });
  },
};

function firstSentence(name: string, source: string): string {
  const comment = /^\/\*\*([\s\S]*?)\*\//.exec(source)?.[1];
  if (comment === undefined) throw new Error(`mistakes: ${name} must begin with a comment on what it does`);
  return comment.replaceAll(/\s+(\* )?/g, ' ').trim();
}

/** How far apart in the list of laws the guesses are, so that they are of different kinds. */
const STRIDE = 5;

function guesses(breaks: string): string[] {
  const names = laws
    .filter(({ name, needs }) => needs.length === 0 || name === breaks)
    .map(({ name }) => name);
  const first = names.indexOf(breaks);
  const chosen = [0, 1, 2, 3].map((step) => names[(first + step * STRIDE) % names.length]!);
  return names.filter((name) => chosen.includes(name));
}

/** What a program must say of itself for some laws to be about it; that in plain numbers does not. */
const saidOfItself: readonly OptionalPart[] = ['optionalGammaAndBeta', 'exactCentering'];

function isVisible({ breaks }: (typeof mistakes)[number]): boolean {
  const { needs } = laws.find(({ name }) => name === breaks)!;
  return !needs.some((part) => saidOfItself.includes(part));
}
