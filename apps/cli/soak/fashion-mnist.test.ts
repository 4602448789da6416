import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RunRecord } from '@bnlab/experiments';
import { bnlab } from '../test/helpers/bnlab';
import { recordsOf } from '../test/helpers/small-sweep';

// Where everything must be tested, Debian's package dataset-fashion-mnist must be there.
const isThere = existsSync('/usr/share/datasets/fashion-mnist');
const onFashion = isThere || process.env['CI'] === 'true' ? test : test.skip;
if (!isThere) process.stderr.write('a run on Fashion-MNIST needs the package dataset-fashion-mnist\n');

let out = '';
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'bnlab-'));
});
afterAll(() => rm(out, { recursive: true }));

onFashion('Fashion-MNIST is trained on, recorded under its own name, and reported', async () => {
  const sweep = ['sweep', 'relu-lr0.01-2000', '--seeds', '1', '--set', 'trainingBatches=600', '--out', out];
  const made = await bnlab([...sweep, '--data', 'fashion-mnist', '--json']);
  expect(made).toMatchObject({ code: 0 });
  const [record] = recordsOf(made.stdout);
  expect(record!.data).toMatchObject({
    name: 'fashion-mnist',
    // Of the four files as Zalando Research published them.
    sha256: 'ca3ab2a37f845e1b8ae23cab1b51749a3011ba3bf1d9016176d75cbaabac376f',
    ...{ classes: 10, train: 55_000, validation: 5000, test: 10_000 },
  });
  const accuracy = withBatchNorm(record!);
  expect(accuracy).toBeGreaterThan(0.75);

  const again = await bnlab([...sweep, '--data', 'fashion-mnist']);
  expect(again.stderr).toMatch(/1\/1\] .*\(finished before\)/);
  const digits = await bnlab([...sweep, '--json']);
  expect(digits.stderr).not.toMatch(/finished before/);
  const [ofDigits] = recordsOf(digits.stdout);
  expect(ofDigits!.data).toMatchObject({ name: 'mnist' });
  // Clothes are harder to tell apart than digits.
  expect(accuracy).toBeLessThan(withBatchNorm(ofDigits!));

  const page = join(out, 'report.html');
  expect(await bnlab(['report', out, '--out', page])).toMatchObject({ code: 0 });
  const html = await readFile(page, 'utf8');
  expect(html).toContain('--data fashion-mnist');
});

const withBatchNorm = ({ networks }: RunRecord) => networks.find(({ batchNorm }) => batchNorm)!.testAccuracy;
