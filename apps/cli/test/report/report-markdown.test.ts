import { describe, expect, test } from '@jest/globals';
import { findPreset, type NamedSweep, namedSweeps, planNamedSweep, type RunRecord } from '@bnlab/experiments';
import { network } from '../../../../packages/experiments/test/sweep/networks';
import { reportMarkdown } from '../../src/report/report-markdown';

/** A record of every run of a sweep. With batch norm networks are right more often, sooner, and drift less. */
function recordsOf(sweep: NamedSweep, seeds: readonly number[]): RunRecord[] {
  return planNamedSweep(sweep, seeds).map(({ preset, seed, settings, variants }) => ({
    ...{ schema: 1, preset, seed, settings },
    environment: { engine: 'compiled', backend: 'wasm', versions: {} },
    networks: variants.map((batchNorm) =>
      network(batchNorm ? 0.97 : 0.5, {
        batchNorm,
        preactivations: {
          shares: [0.15, 0.5, 0.85],
          steps: [0, 100],
          layers: [[[-1, 0, 1], batchNorm ? [-1, 0, 1.5] : [1, 2, 3]]],
        },
      }),
    ),
  }));
}

const markdownOf = (records: RunRecord[]) => reportMarkdown([{ name: 'records', records }]);

describe.each(namedSweeps.map((sweep) => [sweep.name, sweep] as const))('Markdown of %s', (name, sweep) => {
  const records = recordsOf(sweep, [2, 3]);

  test('says the claim, what became of it, and the short command that makes all of it again', () => {
    const text = markdownOf(records);
    expect(text).toContain(`## ${sweep.title}\n\n> ${sweep.claim}\n`);
    for (const prediction of sweep.predictions) {
      expect(text.split(`\n- ${prediction.text} `)[1]).toMatch(/^\*\*(So it is|It is not so)\.\*\*\n/);
    }
    expect(text).toContain(`\nnpx bnlab sweep ${name} --seeds 2-3\n`);
  });

  test('of a part judges nothing, and the command has the values of that part', () => {
    const text = markdownOf(records.slice(1));
    expect(text).not.toContain(sweep.claim);
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
    '92.00 % (91.00–93.00 %)',
    '',
  ]);
});
