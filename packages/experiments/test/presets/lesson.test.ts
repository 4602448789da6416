import { expect, test } from '@jest/globals';
import { findPreset, lessonPresets, ArgumentError } from '../../src';

test('has every experiment of the lesson, each under its own name', () => {
  expect(lessonPresets.map(({ name }) => name)).toEqual([
    'relu-lr0.01',
    'relu-lr0.01-2000',
    'sigmoid-lr0.01',
    'relu-lr1',
    'relu-lr1-again',
    'sigmoid-lr1',
    'sigmoid-lr1-2000',
    'relu-lr2',
    'sigmoid-lr2',
    'sigmoid-lr2-2000',
    'bad-relu-lr0.01',
    'bad-sigmoid-lr0.01',
    'bad-relu-lr1',
    'bad-sigmoid-lr1',
    'bad-relu-lr2',
    'bad-sigmoid-lr2',
    'bad-relu-lr1-again',
    'bad-relu-lr2-again',
  ]);
});

test.each(lessonPresets)('$name is named after what it varies', (preset) => {
  const { name, activation, learningRate, standardDeviation, trainingBatches, batchesPerSample } = preset;
  expect(name).toContain(activation);
  expect(name).toMatch(new RegExp(`-lr${learningRate}(-|$)`));
  expect(standardDeviation).toBe(name.startsWith('bad-') ? 5 : 0.05);
  expect(trainingBatches).toBe(name.endsWith('-2000') ? 2000 : 50_000);
  expect(batchesPerSample).toBe(trainingBatches === 2000 ? 50 : 500);
});

test.each(lessonPresets)('$name: the published figures are shares and speeds', ({ lesson }) => {
  for (const published of [lesson!.withoutBatchNorm!, lesson!.withBatchNorm!]) {
    const { validation, test: accuracy, stepsPerSecond } = published;
    // Both sets are of the same kind of image: the lesson's own figures differ by less than two points.
    expect(Math.abs(validation - accuracy)).toBeLessThan(0.02);
    expect(accuracy).toBeGreaterThan(0.09);
    expect(accuracy).toBeLessThan(1);
    expect(stepsPerSecond).toBeGreaterThan(400);
  }
  expect(lesson!.withBatchNorm!.stepsPerSecond!).toBeLessThan(lesson!.withoutBatchNorm!.stepsPerSecond!);
});

test('a name that is not there is refused beside the nearest one that is', () => {
  expect(() => findPreset('sigmoid-lr1-200')).toThrow(ArgumentError);
  expect(() => findPreset('sigmoid-lr1-200')).toThrow(
    'unknown preset "sigmoid-lr1-200"; did you mean sigmoid-lr1-2000?',
  );
});
