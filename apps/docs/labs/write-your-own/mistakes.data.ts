import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { laws, mistakes, type OptionalPart } from '@bnlab/core/spec';
import { guesses, sentenceOf } from './mistake-words';

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
      return { name, title, sentence: sentenceOf(name, source), source, options: guesses(breaks) };
    });
  },
};

/** What a program must say of itself for some laws to be about it; that in plain numbers does not. */
const saidOfItself: readonly OptionalPart[] = ['optionalGammaAndBeta', 'exactCentering'];

function isVisible({ breaks }: (typeof mistakes)[number]): boolean {
  const { needs } = laws.find(({ name }) => name === breaks)!;
  return !needs.some((part) => saidOfItself.includes(part));
}
