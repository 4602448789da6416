import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { progressLine, type Progress } from '../src/progress-line';

const progress = fc
  .record({
    id: fc.stringMatching(/^[a-z0-9.-]{1,120}$/),
    network: fc.constantFrom('With Batch Norm', 'Without Batch Norm', 'With Ghost Batch Norm'),
    total: fc.integer({ min: 1, max: 50_000 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    validationAccuracy: fc.double({ min: 0, max: 1, noNaN: true }),
    seconds: fc.double({ min: 0, max: 1e6, noNaN: true }),
  })
  .map(({ share, total, ...rest }): Progress => ({ ...rest, total, step: Math.round(share * total) }));

const example: Progress = {
  id: 'relu-lr0.01-2000-activationleakyRelu-standardDeviation0.05-seed12',
  network: 'Without Batch Norm',
  step: 500,
  total: 2000,
  validationAccuracy: 0.4567,
  seconds: 2,
};

describe('a line of progress', () => {
  test('never wraps', () => {
    fc.assert(
      fc.property(progress, fc.integer({ min: 60, max: 300 }), (at, columns) => {
        expect(progressLine(at, columns).length).toBeLessThanOrEqual(columns);
      }),
    );
  });

  test('ends its name with what is special about the run, and names the network', () => {
    fc.assert(
      fc.property(progress, fc.integer({ min: 60, max: 300 }), (at, columns) => {
        const [name] = progressLine(at, columns).split('  ');
        expect(name).toContain(`${at.id.slice(-7)} ${at.network}`);
      }),
    );
  });

  test('keeps its columns as the training goes on', () => {
    fc.assert(
      fc.property(progress, fc.integer({ min: 60, max: 300 }), (at, columns) => {
        const place = (line: string) => line.search(/[█░]/);
        const first = progressLine({ ...at, step: 0, seconds: 0 }, columns);
        expect(place(progressLine(at, columns))).toBe(place(first));
      }),
    );
  });

  test.each([
    [0.5, '1 s'],
    [120, '120 s'],
    [121, '3 min'],
    [50_000, '834 min'],
    [360_000, '100 h'],
  ])('says how long it takes: %d seconds', (left, text) => {
    expect(progressLine({ ...example, step: 1, total: 2, seconds: left }, 80)).toMatch(
      new RegExp(` ${text} left$`),
    );
  });

  test.each([
    [
      Infinity,
      'relu-lr0.01-2000-activationleakyRelu-standardDeviation0.05-seed12 Without Batch Norm  ██████░░░░░░░░░░░░░░░░░░    500/2,000  validation 45.7 %  250 steps/s, 6 s left',
    ],
    [
      120,
      '…0-activationleakyRelu-standardDeviation0.05-seed12 Without Batch Norm  ███░░░░░░░░░    500/2,000   45.7 %  6 s left',
    ],
    [80, '…ation0.05-seed12 Without Batch Norm  ██░░░░    500/2,000   45.7 %  6 s left'],
    [60, '….05-seed12 Without Batch Norm  ██░░░░    500/2,000   45.7 %'],
  ])('in %d columns', (columns, line) => {
    expect(progressLine(example, columns)).toBe(line);
  });
});
