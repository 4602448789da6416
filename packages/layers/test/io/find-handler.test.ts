import { describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { NeuralNet } from '../../src';
import { findHandler } from '../../src/io/find-handler';

describe('findHandler', () => {
  test.each(['localstorage://digits', 'indexeddb://digits', 'downloads://digits', 'models/digits', ''])(
    'says in Node.js that nothing there knows %j, and what does',
    async (url) => {
      const net = await NeuralNet.create({ layerSizes: [2, 2] });
      await expect(net.save(url)).rejects.toThrow(
        `NeuralNet.save: there is nothing here to save ${url}; use file:// and a directory`,
      );
      await expect(NeuralNet.restore(url)).rejects.toThrow(
        `NeuralNet.restore: there is nothing here to load ${url}; use file:// and a directory`,
      );
    },
  );

  test('hands on what TensorFlow.js has a handler for, and handlers', () => {
    expect(findHandler('https://host/model.json', 'load', 'test')).toBe('https://host/model.json');
    const handler = tf.io.fromMemory({});
    expect(findHandler(handler, 'load', 'test')).toBe(handler);
  });

  test('takes its own handler for files, whatever others there are', () => {
    const other = { load: () => Promise.reject(new Error('not this one')) };
    tf.io.registerLoadRouter((url) => (String(url).startsWith('file://') ? other : (null as never)));
    expect(findHandler('file://model', 'load', 'test')).not.toBe(other);
    expect(tf.io.getLoadHandlers('file://model')).toEqual([other]);
  });
});
