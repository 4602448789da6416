import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { mistakes } from '@bnlab/core/spec';
import { guesses, sentenceOf } from '../../labs/write-your-own/mistake-words';

const folder = `${__dirname}/../../../../packages/core/src/spec/mistakes/`;

describe.each(mistakes)('the mistake $name', ({ name, breaks }) => {
  test('says in a sentence what it does', () => {
    const sentence = sentenceOf(name, readFileSync(`${folder}${name}.ts`, 'utf8'));
    expect(sentence).toMatch(/^[A-Z][^*]{10,200}\.$/);
  });

  test('has four different laws to guess from, the one that it breaks among them', () => {
    const offered = guesses(breaks);
    expect(new Set(offered).size).toBe(4);
    expect(offered).toContain(breaks);
  });
});
