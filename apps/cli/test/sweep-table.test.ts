import { describe, expect, test } from '@jest/globals';
import { judge, namedSweeps, planNamedSweep, type SweptRun } from '@bnlab/experiments';
import { network, sweptRun } from '../../../packages/experiments/test/sweep/networks';
import { sweepTable, verdictText } from '../src/sweep-table';

const WIDEST = 120;

/** Runs of a sweep with outcomes as wide as outcomes get. */
function wideRuns(sweep: (typeof namedSweeps)[number]): SweptRun[] {
  return planNamedSweep(sweep, [1, 2, 3]).map((plan) => {
    const networks = plan.variants.map((batchNorm) => {
      const accuracy = plan.seed === 1 ? 1 : 0.098 * plan.seed;
      const layers = [1, 2, 3].map(() => [
        [-1, 0, 1],
        [9e3, 1e4, 2e4],
      ]);
      const preactivations = { shares: [0.15, 0.5, 0.85], steps: [0, 2900], layers };
      return network(accuracy, { batchNorm, steps: [0, 2900], stepsPerSecond: 3, preactivations });
    });
    const { record } = sweptRun({}, plan.seed, ...networks);
    return { plan, record: { ...record, settings: plan.settings } };
  });
}

describe.each(namedSweeps.map((sweep) => [sweep.name, sweep] as const))('the table of %s', (_, sweep) => {
  const runs = wideRuns(sweep);
  const text = `${sweepTable(runs, sweep.measure)}\n${verdictText(judge(sweep, runs))}`;

  test('fits a terminal', () => {
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(WIDEST);
  });

  test('has a column for what varies, and none for what does not', () => {
    const grid = Object.entries(
      Object.assign({}, ...sweep.parts.map(({ grid: ofPart }) => ofPart)) as object,
    );
    const head = text.split('\n').slice(0, 3).join('\n');
    expect(grid.length).toBeGreaterThan(0);
    expect(head).not.toContain('trainingBatches');
    expect(grid.some(([name]) => head.includes(name))).toBe(true);
  });

  test('says what was claimed, predicted and seen', () => {
    expect(text.replace(/\s+/g, ' ')).toContain(sweep.claim);
    for (const { text: prediction } of sweep.predictions) {
      const line = text.replace(/\s+/g, ' ').split(` ${prediction}`)[0];
      expect(line).toMatch(/ (came true|did not)$/);
    }
    expect(text).toMatch(/seeds {6}3$/);
  });
});

describe('the table of a sweep of settings', () => {
  const runs = [0.01, 1].flatMap((learningRate) =>
    [1, 2, 3].map((seed) =>
      sweptRun(
        { learningRate },
        seed,
        network(0.09 + 0.01 * seed),
        network(0.9 + 0.01 * seed, { batchNorm: true }),
      ),
    ),
  );

  test('has medians, quartiles, failures, and the difference of each seed', () => {
    const [, , , row] = sweepTable(runs).split('\n');
    expect(row!.split('│').map((cell) => cell.trim())).toEqual([
      '',
      '0.01',
      '11.0 (10.5–11.5)',
      '3/3',
      '92.0 (91.5–92.5)',
      '0/3',
      '+81.0 (+81.0 to +81.0)',
      '',
    ]);
  });

  test('names the presets where there are several', () => {
    const other = runs.map(({ plan, record }) => ({ plan: { ...plan, preset: 'another' }, record }));
    expect(sweepTable(runs)).not.toContain('a-sweep');
    expect(sweepTable([...runs, ...other])).toMatch(/a-sweep .*\n[^]*another/);
  });
});
