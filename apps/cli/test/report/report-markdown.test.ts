import { describe, expect, test } from '@jest/globals';
import { findPreset, namedSweeps, type RunRecord } from '@bnlab/experiments';
import { network } from '../../../../packages/experiments/test/results/networks';
import { reportMarkdown } from '../../src/report/report-markdown';
import { recordsOfSweep } from '../helpers/records-of-sweep';

const markdownOf = (records: RunRecord[]) => reportMarkdown([{ name: 'records', records }]);

describe.each(namedSweeps.map((sweep) => [sweep.name, sweep] as const))('Markdown of %s', (name, sweep) => {
  const records = recordsOfSweep(sweep, [2, 3, 4]);

  test('says the claim, what became of it, and the short command that makes all of it again', () => {
    const text = markdownOf(records);
    expect(text).toContain(`## ${sweep.title}\n\n> ${sweep.claim} **`);
    for (const expectation of sweep.expectations) {
      expect(text.split(`\n- ${expectation.text} `)[1]).toMatch(
        /^\*\*(Holds|Does not hold|Cannot tell)\*\*: /,
      );
    }
    expect(text).toContain(`\nnpx bnlab sweep ${name} --seeds 2-4\n`);
  });

  test('of a part says that it cannot tell, and the command has the values of that part', () => {
    const text = markdownOf(records.slice(1));
    expect(text).toContain(`> ${sweep.claim} **Cannot tell.**`);
    expect(text).toContain('planned runs are missing');
    expect(text).toContain('--set');
  });
});

test('experiments that the lesson does not have get a table of their own', () => {
  const { name, title, ...settings } = findPreset('convnet-20');
  const records = [1, 2, 3].map((seed) => ({
    ...{ schema: 1 as const, preset: name, seed, settings },
    environment: { engine: 'tfjs' as const, backend: 'wasm', versions: {} },
    networks: [network(0.1 * seed), network(0.9 + 0.01 * seed, { batchNorm: true })],
  }));
  const row = markdownOf(records)
    .split('\n')
    .find((line) => line.includes(title))!;
  expect(row.split('|').map((cell) => cell.trim())).toEqual([
    '',
    title,
    '1-3',
    '20.00 % (10.00–30.00 %)',
    '1/3 never learned',
    '92.00 % (91.00–93.00 %)',
    '0/3',
    '',
  ]);
});
