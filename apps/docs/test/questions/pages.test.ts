import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { namedSweeps } from '@bnlab/experiments';
import { questionGroups } from '../../.vitepress/question-pages';

const root = `${__dirname}/../..`;
const pages = questionGroups().flatMap((group) => group.pages);
const textOf = (link: string) => readFileSync(`${root}${link}.md`, 'utf8').replace(/^---[\s\S]*?---/, '');

test('there are thirty questions in four groups', () => {
  expect(questionGroups().map(({ group }) => group)).toHaveLength(4);
  expect(pages).toHaveLength(30);
});

describe.each(pages)('$question', ({ question, link, answer }) => {
  test('is answered in at most 300 words, first of all in two sentences', () => {
    expect(question).toMatch(/\?$/);
    // Markdown within HTML stays as it is written.
    expect(answer).not.toMatch(/[`<$]|\*\*/);
    expect(answer.split(/\s+/).length).toBeLessThanOrEqual(45);
    const prose = textOf(link).replaceAll(/\$\$[\s\S]*?\$\$|<[^>]+>|^\|[-| ]+\|$|[|*#]/gm, ' ');
    expect(prose.trim().split(/\s+/).length).toBeLessThanOrEqual(300);
  });

  test('ends in a program that there is, or in a sweep', () => {
    const end = textOf(link).trimEnd().split('\n\n').slice(-2).join('\n\n');
    const [, kind, name] = /^<(RunnableExample file|Sweep name)="([\w-]+)" \/>$/m.exec(end) ?? [];
    if (kind === 'Sweep name') expect(namedSweeps.map((sweep) => sweep.name)).toContain(name);
    else expect(existsSync(`${root}/examples/${name}.ts`)).toBe(true);
  });
});
