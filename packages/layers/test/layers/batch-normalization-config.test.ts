import { describe, expect, test } from '@jest/globals';
import { batchNormalization, type BatchNormalizationConfig } from '../../src';
import { useBackendInTests } from '../helpers/backends';

describe('the configuration', () => {
  useBackendInTests('cpu');

  test.each<[string, object, string]>([
    ['a misspelt option', { momentm: 0.9 }, 'unknown option "momentm". Did you mean "momentum"?'],
    [
      "Keras's spelling",
      { virtual_batch_size: 2 },
      'unknown option "virtual_batch_size". Did you mean "ghostBatchSize"?',
    ],
    ['a momentum of 5', { momentum: 5 }, 'momentum must be a number in [0, 1]'],
    ['a negative epsilon', { epsilon: -1 }, 'epsilon must be a finite number of at least 0, got -1'],
    ['a fraction of an axis', { axis: 1.5 }, 'axis must be an integer or an array of integers, got 1.5'],
    ['no axis', { axis: [] }, 'axis must be an integer or an array of integers, got []'],
    ['a string for a flag', { center: 'yes' }, 'center must be true or false, got "yes"'],
    [
      'an unknown policy',
      { onNonFinite: 'ignore' },
      'onNonFinite must be one of "skip", "error", "allow", got "ignore"',
    ],
    ['ghosts of nobody', { ghostBatchSize: 0 }, 'ghostBatchSize must be an integer of at least 1, got 0'],
    ['a negative count', { batchesSeen: -1 }, 'batchesSeen must be an integer of at least 0, got -1'],
    ['no function', { reduceMoments: 3 }, 'reduceMoments must be a function of moments, got 3'],
    [
      'two ways at once',
      { renorm: true, ghostBatchSize: 2 },
      'renorm and ghostBatchSize must not be used together',
    ],
  ])('refuses %s', (_, config, message) => {
    expect(() => batchNormalization(config as BatchNormalizationConfig)).toThrow(
      `batchNormalization: ${message}`,
    );
  });

  test.each<[string, BatchNormalizationConfig['axis'], (number | null)[], string]>([
    ['past the last', 2, [null, 3], 'axis must be from -2 to 1 for inputs of rank 2, got 2'],
    ['named twice', [1, -1], [null, 3], 'axis must name each axis once, got 1, -1'],
    [
      'of unknown size',
      1,
      [null, null, 3],
      'axis 1 must have a known size, got inputs of shape [null, null, 3]',
    ],
    ['of a vector', 0, [4], 'input must be of rank 2 to 6, got shape [4]'],
  ])('refuses an axis %s', (_, axis, shape, message) => {
    expect(() => batchNormalization({ axis }).build(shape)).toThrow(`batchNormalization: ${message}`);
  });
});
