import { expect } from '@jest/globals';

/** What a program put out. */
export interface Seen {
  printed: readonly string[];
  /** Its first table: a record per row, cells as they are shown. */
  rows: readonly Readonly<Record<string, string>>[];
}

const number = (text: string | undefined) => parseFloat(text!);
const column = (rows: Seen['rows'], name: string) => rows.map((row) => number(row[name]));
const increasing = (values: readonly number[]) => expect(values).toEqual([...values].sort((a, b) => a - b));

/** What the question pages say of the programs that they end in. */
export const questionClaims: Readonly<Record<string, (seen: Seen) => void>> = {
  'placement.ts': ({ rows }) => {
    const gains = rows.map((row) => number(row['after-activation']) - number(row['before-activation']));
    expect(Math.abs(gains[0]!)).toBeLessThan(2);
    expect(Math.abs(gains[1]!)).toBeLessThan(2);
    expect(gains[2]).toBeGreaterThan(3);
  },
  'dropout-and-variance.ts': ({ rows }) => {
    const spreads = column(rows, 'spread after batch norm at inference');
    expect(spreads[0]).toBe(1);
    expect(spreads[1]).toBeCloseTo(0.93, 2);
    expect(spreads[3]).toBeCloseTo(0.64, 2);
  },
  'inputs-of-any-scale.ts': ({ rows }) => {
    const [raw, scaled, normalized] = column(rows, 'loss after 40 steps');
    expect(raw).toBeGreaterThan(0.6);
    expect(scaled).toBeLessThan(0.2);
    expect(normalized).toBeCloseTo(scaled!, 2);
  },
  'residual-blocks.ts': ({ rows }) => {
    expect(number(rows.at(-1)!['no batch norm'])).toBeGreaterThan(10_000);
    for (const row of rows) {
      expect(number(row['batch norm, γ = 1'])).toBeCloseTo(Math.sqrt(1 + number(row.blocks)), 0);
      expect(row['batch norm, γ = 0']).toBe(rows[0]!['no batch norm']);
    }
  },
  'concatenate-and-pool.ts': ({ printed, rows }) => {
    expect(number(printed[0]!.split('by ')[1])).toBe(0);
    const [maxFirst, maxLast, averageFirst, averageLast] = rows;
    for (const row of [maxFirst!, averageFirst!]) expect(number(row['standard deviation'])).toBeCloseTo(1, 1);
    expect(number(maxLast!.mean)).toBeCloseTo(1, 1);
    expect(number(averageLast!['standard deviation'])).toBeCloseTo(0.5, 1);
  },
  'regression-output.ts': ({ rows }) => {
    const errors = column(rows, 'error that cannot be removed');
    expect(errors[0]).toBeCloseTo(0.6, 1);
    increasing([...errors].reverse());
  },
  'layer-norm-and-neighbours.ts': ({ rows }) => {
    expect(new Set(rows.map((row) => row['layer norm'])).size).toBe(1);
    expect(new Set(rows.map((row) => row['batch norm'])).size).toBe(rows.length);
  },
  'four-parameters.ts': ({ rows }) => {
    expect(rows.map((row) => row.name)).toEqual(['gamma', 'beta', 'moving_mean', 'moving_variance']);
    for (const row of rows) expect(row['after one step']).not.toBe(row.before);
    // A tenth of the way from 0 to the batch's mean, 5.
    expect(number(rows[2]!['after one step'])).toBeCloseTo(0.5, 1);
  },
  'evaluation-far-worse.ts': ({ rows }) => {
    const batch = column(rows, 'with the statistics of these images');
    const averages = column(rows, 'with the averages from training');
    for (const accuracy of batch) expect(accuracy).toBeGreaterThan(80);
    expect(batch[0]! - averages[0]!).toBeLessThan(4);
    expect(batch[1]! - averages[1]!).toBeGreaterThan(5);
    expect(batch[2]! - averages[2]!).toBeGreaterThan(10);
  },
  'validation-jumps.ts': ({ printed }) => {
    const [last, many] = printed.map((line) => number(line.split(' is ')[1]));
    expect(last).toBeGreaterThan(2 * many!);
  },
  'first-batches.ts': ({ rows }) => {
    const gaps = rows.map(
      (row) => number(row['accuracy, batch statistics']) - number(row['accuracy, averages']),
    );
    expect(gaps[0]).toBeGreaterThan(10);
    expect(Math.abs(gaps.at(-1)!)).toBeLessThan(2);
    expect(number(rows[2]!['still the starting values'])).toBeGreaterThan(50);
  },
  'momentum-conventions.ts': ({ rows }) => {
    for (const row of rows) {
      expect(number(row['Keras 0.9'])).toBeCloseTo(number(row['PyTorch 0.1']), 4);
      expect(Math.abs(number(row['Keras 0.1, copied']) - number(row['its mean']))).toBeLessThan(1);
    }
  },
  'batch-of-one.ts': ({ printed }) => {
    const [first, second] = printed.map((line) => line.split('-> ')[1]);
    expect(first).toBe('0.10, 0.20, 0.30');
    expect(second).toBe(first);
    expect(new Set(printed.at(-1)!.split(', ')).size).toBeGreaterThan(1);
  },
  'frozen-layer.ts': ({ rows }) => {
    const [free, frozen, averages] = rows.map((row) => [
      number(row['γ after 10 steps (was 1)']),
      number(row['average mean (was 0)']),
    ]);
    expect(free![0]).not.toBe(1);
    expect(free![1]).toBeGreaterThan(4);
    expect(frozen).toEqual([1, 0]);
    expect(averages![0]).not.toBe(1);
    expect(averages![1]).toBe(0);
  },
  'padding.ts': ({ rows }) => {
    expect(column(rows, 'mean')).toEqual([expect.closeTo(5.83, 2), expect.closeTo(10, 2)]);
    expect(column(rows, 'variance')).toEqual([expect.closeTo(25.1, 1), expect.closeTo(1.43, 2)]);
  },
  'several-devices.ts': ({ printed }) => {
    const [apart, together] = printed.map((line) => number(line.split(' by ').at(-1)));
    expect(apart).toBeGreaterThan(0.1);
    expect(together).toBeLessThan(1e-5);
  },
  'gradient-accumulation.ts': ({ rows }) => {
    const [none, batchNorm, frozen] = column(rows, 'accumulated gradient differs by');
    expect(none).toBeLessThan(0.01);
    expect(batchNorm).toBeGreaterThan(20);
    expect(frozen).toBeLessThan(0.01);
  },
  'scale-and-shift.ts': ({ rows }) => {
    const on = column(rows, 'ReLU is on for');
    expect(on[0]).toBeCloseTo(50, -1);
    expect(on[1]).toBeGreaterThan(90);
    expect(on[2]).toBeLessThan(10);
    expect(number(rows[3]!['largest change of a value'])).toBeLessThan(1e-5);
  },
  'weight-decay.ts': ({ rows }) => {
    const [none, , strong] = column(rows, 'effective rate at the end');
    expect(none! / strong!).toBeCloseTo(1 / 3, 1);
    increasing(['|w|² after 1', '|w|² after 40', '|w|² after 120'].map((name) => number(rows[0]![name])));
  },
  'epsilon.ts': ({ rows }) => {
    const [constant, almost, ordinary] = rows;
    expect(constant!['no ε']).toBe('0 / 0');
    const ratio = (row: Seen['rows'][number]) =>
      number(row['ε = 1e-8 inside']) / number(row['ε = 0.001 inside']);
    expect(ratio(almost!)).toBeCloseTo(44, 0);
    expect(ratio(ordinary!)).toBeCloseTo(1, 2);
  },
  'gradients-through-layers.ts': ({ printed }) => {
    expect(number(printed[0]!.split(' by ')[2])).toBeLessThan(1e-5);
  },
  'when-worse.ts': ({ rows }) => {
    const gains = rows.map((row) => number(row['With Batch Norm']) - number(row['Without Batch Norm']));
    expect(gains[0]).toBeLessThan(-10);
    expect(Math.abs(gains[1]!)).toBeLessThan(4);
    expect(gains[2]).toBeGreaterThan(4);
    expect(gains[3]).toBeGreaterThan(4);
  },
  'fold-into-weights.ts': ({ printed }) => {
    expect(number(printed[1]!.split(' by ')[1])).toBeLessThan(1e-5);
  },
  'constant-shift.ts': ({ printed }) => {
    expect(number(printed[0]!.split('at most ')[1])).toBeLessThan(1e-3);
  },
  'feature-maps.ts': ({ printed }) => {
    expect(printed[0]).toContain('1568 values');
  },
  'time-steps.ts': ({ rows }) => {
    const spreads = column(rows, 'deviation of h(t − 1) U');
    expect(spreads[0]).toBe(0);
    increasing(spreads.slice(0, 6));
    expect(spreads[5]! / spreads.at(-1)!).toBeCloseTo(1, 1);
  },
};
