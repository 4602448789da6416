import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { standardNormal } from '../../src/random/standard-normal';

const draws = (seed: number, count: number) => {
  const draw = standardNormal(seed);
  return Array.from({ length: count }, draw);
};

test('the same seed gives the same draws, another seed others', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      expect(draws(seed, 50)).toEqual(draws(seed, 50));
      expect(draws(seed, 50)).not.toEqual(draws(seed + 1, 50));
    }),
  );
});

test('has the moments and the tails of the standard normal distribution', () => {
  const sample = draws(1, 400_000);
  const mean = (f: (x: number) => number) => sample.reduce((sum, x) => sum + f(x), 0) / sample.length;
  // Six standard errors of each estimate.
  const within = (exact: number, deviation: number) =>
    [exact, (6 * deviation) / Math.sqrt(sample.length)] as const;
  const checks = [
    [mean((x) => x), within(0, 1)],
    [mean((x) => x * x), within(1, Math.sqrt(2))],
    [mean((x) => x ** 3), within(0, Math.sqrt(15))],
    [mean((x) => x ** 4), within(3, Math.sqrt(96))],
    [mean((x) => Number(x > 1.6448536)), within(0.05, Math.sqrt(0.0475))],
    [mean((x) => Number(Math.abs(x) > 2.5758293)), within(0.01, Math.sqrt(0.0099))],
  ] as const;
  for (const [estimate, [exact, tolerance]] of checks)
    expect(Math.abs(estimate - exact)).toBeLessThan(tolerance);
});

test('neighbouring draws are uncorrelated', () => {
  const sample = draws(2, 400_000);
  const lagged = sample.slice(1).reduce((sum, x, index) => sum + x * sample[index]!, 0) / (sample.length - 1);
  expect(Math.abs(lagged)).toBeLessThan(6 / Math.sqrt(sample.length));
});

test('streams of neighbouring seeds are uncorrelated', () => {
  const [a, b] = [draws(1, 100_000), draws(2, 100_000)];
  const product = a.reduce((sum, x, index) => sum + x * b[index]!, 0) / a.length;
  expect(Math.abs(product)).toBeLessThan(6 / Math.sqrt(a.length));
});
