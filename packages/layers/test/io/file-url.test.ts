import { pathToFileURL } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pathOfFileUrl } from '../../src/io/file-url';

describe('pathOfFileUrl', () => {
  test('finds the path that Node.js made a URL of', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !/[\0/\\]|^\.\.?$/.test(text));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1 }), (names) => {
        const path = `/${names.join('/')}`;
        expect(pathOfFileUrl(pathToFileURL(path).href)).toBe(path);
      }),
    );
  });

  test.each([
    ['file://models/first', 'models/first'],
    ['file:///models/first', '/models/first'],
    ['file://a model', 'a model'],
    ['file://a%20model', 'a model'],
    ['file://100%', '100%'],
    ['file:///C:/models', 'C:/models'],
    ['file:///C:\\m\\model.json', 'C:\\m\\model.json'],
    ['http://host/model', undefined],
    ['indexeddb://file', undefined],
  ])('%s is %s', (url, path) => expect(pathOfFileUrl(url)).toBe(path));
});
