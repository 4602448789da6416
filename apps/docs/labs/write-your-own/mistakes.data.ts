import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { laws, mistakes, type OptionalPart } from '@bnlab/core/spec';

/** A classic mistake: its name in words, and the source of the functions that are wrong. */
export interface MistakeSource {
  name: string;
  title: string;
  source: string;
}

declare const data: readonly MistakeSource[];
export { data };

export default {
  load(): MistakeSource[] {
    const { resolve } = createRequire(import.meta.url);
    return mistakes.filter(isVisible).map(({ name }) => {
      const source = readFileSync(resolve(`@bnlab/core/spec/mistakes/${name}.ts`), 'utf8');
      return { name, title: `${name[0]!.toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`, source };
    });
  },
};

/** What a program must say of itself for some laws to be about it; that in plain numbers does not. */
const saidOfItself: readonly OptionalPart[] = ['optionalGammaAndBeta', 'exactCentering'];

function isVisible({ breaks }: (typeof mistakes)[number]): boolean {
  const { needs } = laws.find(({ name }) => name === breaks)!;
  return !needs.some((part) => saidOfItself.includes(part));
}
