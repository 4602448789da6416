import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from '@jest/globals';
import { laws, mistakes } from '@bnlab/core/spec';
import { checkLaws } from '../../labs/write-your-own/check-laws';
import { composeProgram } from '../../labs/write-your-own/compose-program';
import { describeCounterexample } from '../../labs/write-your-own/counterexample';
import { hints } from '../../labs/write-your-own/hints';
import { loadImplementation } from '../../labs/write-your-own/load-implementation';
import type { LawMessage, LawVerdict } from '../../labs/write-your-own/messages';
import type { ModuleTable } from '../../runner/run-program';

const modules: ModuleTable = {
  '@bnlab/core': () => import('@bnlab/core'),
  '@bnlab/core/spec/tensors': () => import('@bnlab/core/spec/tensors'),
  '@tensorflow/tfjs': () => import('@tensorflow/tfjs'),
};

const start = (name: string) => readFileSync(`${__dirname}/../../labs/write-your-own/starts/${name}`, 'utf8');

async function check(source: string) {
  const messages: LawMessage[] = [];
  // A classic mistake shows within that many examples.
  await checkLaws(source, modules, (message) => messages.push(message), { numRuns: 25 });
  const verdicts = messages.flatMap((message) => (message.type === 'verdict' ? message.verdict : []));
  const named = (outcome: LawVerdict['outcome']) =>
    verdicts.filter((verdict) => verdict.outcome === outcome).map(({ name }) => name);
  return { last: messages.at(-1)!, kept: named('kept'), broken: named('broken'), skipped: named('skipped') };
}

describe('the spellings keep every law that is about them', () => {
  test.each([
    ['plain-numbers.ts', 15],
    ['equations.ts', 13],
    ['one-operation.ts', 18],
  ])('%s', async (name, least) => {
    const { last, kept, broken } = await check(start(name));
    expect(broken).toEqual([]);
    expect(kept.length).toBeGreaterThanOrEqual(least);
    expect(last.type).toBe('finished');
  });
});

describe('classic mistakes in a program that is right otherwise', () => {
  test.each(mistakes.map(({ name, breaks }) => [name, breaks]))('%s breaks "%s"', async (name, breaks) => {
    const source = readFileSync(require.resolve(`@bnlab/core/spec/mistakes/${name}.ts`), 'utf8');
    const { broken, skipped } = await check(composeProgram(start('plain-numbers.ts'), source));
    // Some laws are about what this program does not say of itself; the page does not offer their mistakes.
    // In this program training calls inference: what is wrong in one is wrong in both, and they agree.
    const seenIn = name === 'no-epsilon-at-inference' ? 'variance v / (v + epsilon)' : breaks;
    if (!skipped.includes(breaks)) expect(broken).toContain(seenIn);
  });
});

describe('however the functions are exported', () => {
  const plain = start('plain-numbers.ts');
  const bare = plain.replaceAll(/^export /gm, '');
  test.each([
    ['by a list', `${bare}\nexport { training, inference };`],
    ['as one default', `${bare}\nexport default { training, inference };`],
    ['under other names', `${bare.replaceAll(/\btraining\b/g, 'train')}\nexport { train as training };`],
  ])('%s, they are found', async (_how, source) => {
    const { training, inference } = await loadImplementation(source, modules);
    const { y, mean } = await training([[1], [3]], [1], [0], 1e-9);
    expect(y).toEqual([[expect.closeTo(-1)], [expect.closeTo(1)]]);
    expect(await inference([[5]], mean, [1], [1], [0], 1e-9)).toEqual([[expect.closeTo(3)]]);
  });
});

test('the empty program runs, and breaks laws', async () => {
  const { last, broken } = await check(start('empty.txt'));
  expect(last.type).toBe('finished');
  expect(broken).toContain('zero mean');
});

test('there is a hint for every law, and none for any other', () => {
  expect(Object.keys(hints).sort()).toEqual(laws.map(({ name }) => name).sort());
});

describe('programs that cannot be checked', () => {
  it.each([
    ['let a = = 1;', 1, 'Unexpected token'],
    ['\nthrow new Error("on purpose");', 2, 'on purpose'],
    ['function training() {}', undefined, 'must define a function inference'],
    ["import fs from 'node:fs';", 1, "no module 'node:fs'"],
  ])('%j fail at line %p', async (source, line, message) => {
    const { last } = await check(source);
    expect(last).toMatchObject({ type: 'failed', line });
    expect((last as { message: string }).message).toContain(message);
  });

  it('break laws with what they throw', async () => {
    const source = 'function training() { throw new Error("on purpose"); }\nconst inference = training;';
    const { broken } = await check(source);
    expect(broken).toContain('zero mean');
  });
});

test('counterexamples are shown as tables and in words', () => {
  expect(describeCounterexample({ x: [[1], [-2.5]], gamma: [1], epsilon: 0.001, axis: undefined })).toEqual([
    { name: 'x', rows: [['1'], ['-2.5']] },
    { name: 'gamma', text: '[1]' },
    { name: 'epsilon', text: '0.001' },
    { name: 'axis', text: 'undefined' },
  ]);
  expect(describeCounterexample([-0, NaN])).toEqual([{ name: 'input', text: '[-0, NaN]' }]);
});
