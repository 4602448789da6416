import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readShareFragment, shareFragment } from '../../runner/share-link';

test('a link brings back any program', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (file, source) => {
      const fragment = shareFragment({ file, source });
      expect(fragment).toMatch(/^run=[^#\s]*&code=[\w-]*$/);
      expect(readShareFragment(`#${fragment}`)).toEqual({ file, source });
    }),
  );
});

test('a program of a thousand lines fits into a link', () => {
  const source = 'console.log(1);\n'.repeat(1000);
  expect(shareFragment({ file: 'x', source }).length).toBeLessThan(200);
});

test.each(['', '#', '#equations', '#code=AAAA'])('an address ending in %j brings none', (fragment) => {
  expect(readShareFragment(fragment)).toBeUndefined();
});

test.each(['#run=x', '#run=x&code=%', '#run=x&code=AAAA'])('%j is damaged', (fragment) => {
  expect(readShareFragment(fragment)).toEqual({ file: 'x', source: undefined });
});

test('a link that was cut off is damaged, wherever it was cut', () => {
  const fragment = shareFragment({ file: 'x', source: 'console.log("a program of some length", 1, 2, 3);' });
  for (let length = 'run=x&code='.length; length < fragment.length - 1; length++) {
    expect(readShareFragment(fragment.slice(0, length))?.source).toBeUndefined();
  }
});
