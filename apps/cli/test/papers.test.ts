import { describe, expect, test } from '@jest/globals';
import { judgePapers, type PapersDocument } from '@bnlab/experiments';
import { bnlab } from './helpers/bnlab';
import { bnlabInProcess } from './helpers/in-process';

describe('bnlab papers', () => {
  test('measures the claims that are named, from each seed, and judges them', async () => {
    const { code, stdout } = await bnlab(['papers', 'effective-rate', 'rank', '--seeds', '1-3', '--json']);
    expect(code).toBe(0);
    const { papers, environment } = JSON.parse(stdout) as PapersDocument;
    expect(papers.map(({ name, values }) => [name, values.map(({ seed }) => seed)])).toEqual([
      ['effective-rate', [1, 2, 3]],
      ['rank', [1, 2, 3]],
    ]);
    expect(environment).toMatchObject({ engine: 'compiled', backend: 'wasm' });
    const values = papers.flatMap(({ name, values: own }) => own.map((value) => ({ claim: name, ...value })));
    expect(JSON.parse(JSON.stringify(judgePapers(values)))).toEqual(papers);
  }, 60_000);

  test('of a name that is none is wrong usage, and names the nearest', async () => {
    const { code, stderr } = await bnlabInProcess(['papers', 'rnk']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'bnlab: unknown claim "rnk"; did you mean rank?\n' });
  });
});
