import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { judgePapers, type PapersDocument } from '@bnlab/experiments';
import { bnlab, startBnlab } from './helpers/bnlab';
import { bnlabInProcess } from './helpers/in-process';

let out = '';
beforeAll(async () => (out = await mkdtemp(join(tmpdir(), 'bnlab-'))));
afterAll(() => rm(out, { recursive: true }));

const kept = () => join(out, 'papers.jsonl');
const keptLines = async () =>
  (await readFile(kept(), 'utf8')).split('\n').filter((line) => line.endsWith('}'));

function valuesIn(stdout: string): [name: string, seed: number, value: number][] {
  const { papers } = JSON.parse(stdout) as PapersDocument;
  return papers.flatMap(({ name, values }) =>
    values.map(({ seed, value }): [string, number, number] => [name, seed, value]),
  );
}

describe('bnlab papers', () => {
  test('measures the claims that are named, from each seed, and judges them', async () => {
    const { code, stdout, stderr } = await bnlab([
      ...['papers', 'effective-rate', 'rank', '--seeds', '1-3', '--json', '--out', out],
    ]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^6 measurements: about 1 core-minute to go\n/);
    const { papers, environment } = JSON.parse(stdout) as PapersDocument;
    expect(papers.map(({ name, values }) => [name, values.map(({ seed }) => seed)])).toEqual([
      ['effective-rate', [1, 2, 3]],
      ['rank', [1, 2, 3]],
    ]);
    expect(environment).toMatchObject({ engine: 'compiled', backend: 'wasm' });
    const values = papers.flatMap(({ name, values: own }) => own.map((value) => ({ claim: name, ...value })));
    expect(JSON.parse(JSON.stringify(judgePapers(values)))).toEqual(papers);
  }, 60_000);

  test('goes on from the values that it kept, and from no others', async () => {
    const command = ['papers', 'rank', '--seeds', '1-4', '--json', '--out', out];
    const whole = await bnlab(command);
    expect(whole.stderr).toMatch(/^4 measurements: 3 measured before, /);
    const lines = await keptLines();
    const [first, second, third, fourth] = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ claim }) => claim === 'rank')
      .sort((a, b) => Number(a['seed']) - Number(b['seed']));
    // Taken as it stands; of another measure; of another program; half written.
    const changed = [
      { ...first, value: 7 },
      { ...second, measured: 'in another way', value: 7 },
      { ...third, program: '0.0.0 of old', value: 7 },
    ];
    await writeFile(kept(), changed.map((line) => JSON.stringify(line)).join('\n'));
    await appendFile(kept(), `\n${JSON.stringify(fourth).slice(0, 60)}`);
    const again = await bnlab(command);
    expect(again.stderr).toMatch(/^4 measurements: 1 measured before, /);
    const [, ...rest] = valuesIn(whole.stdout);
    expect(valuesIn(again.stdout)).toEqual([['rank', 1, 7], ...rest]);
    const last = await bnlabInProcess(command);
    expect(last.stderr).toBe('4 measurements: 4 measured before, about 0 core-minutes to go\n');
    expect(last.stdout).toContain('"value": 7');
  }, 60_000);

  test('loses nothing when it is interrupted', async () => {
    const { child, output, finished } = startBnlab([
      ...['papers', 'variance-shift', '--full', '--jobs', '1', '--out', out],
    ]);
    const heard = new Promise<void>((resolve) =>
      child.stderr.on('data', () => {
        if (/ measured, .* left\n/.test(output.stderr)) resolve();
      }),
    );
    await heard;
    child.kill('SIGINT');
    expect(await finished).toMatchObject({ code: 130 });
    expect(output.stderr).toMatch(/^100 measurements: about 1 core-minute to go\n10 of 100 measured, /);
    const ofClaim = (await keptLines()).filter((line) => line.includes('"variance-shift"'));
    expect(ofClaim.length).toBeGreaterThanOrEqual(10);
  }, 60_000);

  test('of a name that is none is wrong usage, and names the nearest', async () => {
    const { code, stderr } = await bnlabInProcess(['papers', 'rnk']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'bnlab: unknown claim "rnk"; did you mean rank?\n' });
  });

  test('takes either all seeds or some', async () => {
    const { code, stderr } = await bnlabInProcess(['papers', 'rank', '--full', '--seeds', '1-3']);
    expect(code).toBe(2);
    expect(stderr).toContain("'--full' cannot be used with option '--seeds <list>'");
  });
});
