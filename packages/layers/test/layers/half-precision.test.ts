import { expect, jest, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { batchNormalization } from '../../src';
import { useBackendInTests } from '../helpers/backends';

useBackendInTests('cpu');

test('training on a backend of 16 bits warns once, prediction does not', () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
  const precision = jest.spyOn(tf.backend(), 'floatPrecision').mockReturnValue(16);
  try {
    const layers = [batchNormalization(), batchNormalization()];
    const x = tf.ones([4, 2]);
    for (const layer of layers) layer.apply(x);
    expect(warn).not.toHaveBeenCalled();
    for (const layer of layers) layer.apply(x, { training: true });
    expect(warn.mock.calls).toEqual([[expect.stringContaining('keeps values in 16 bits')]]);
  } finally {
    precision.mockRestore();
    warn.mockRestore();
  }
});
