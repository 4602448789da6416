import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { toOutput } from '../../runner/to-output';

test('an SVG element, or its text, is a chart', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"></svg>';
  expect(toOutput(svg)).toEqual({ type: 'chart', svg });
  expect(toOutput({ outerHTML: svg })).toEqual({ type: 'chart', svg });
});

test('rows are a table with the columns of all of them', () => {
  expect(
    toOutput([
      { a: 1 / 3, b: 'x' },
      { a: 2, c: [1, 2] },
    ]),
  ).toEqual({
    type: 'table',
    columns: ['a', 'b', 'c'],
    rows: [
      ['0.333333', 'x', ''],
      ['2', '', '[1,2]'],
    ],
  });
});

test('a tensor is its values', () => {
  expect(toOutput(tf.tensor2d([[1, 2]]))).toEqual({
    type: 'print',
    level: 'log',
    text: expect.stringContaining('[[1, 2],]'),
  });
});

test.each([1, 'text', {}, [], [1, 2], '<p>', null, undefined])('%j is neither', (value) => {
  expect(() => toOutput(value)).toThrow(
    /^display: value must be an SVG chart, an array of plain objects or a tensor, got /,
  );
});
