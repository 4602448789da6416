import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Dataset } from '../src/dataset';

const fields = {
  name: 'train',
  rows: 1,
  columns: 2,
  classes: 3,
  inputs: Uint8Array.of(0, 255, 51, 102, 1, 254),
  labels: Uint8Array.of(2, 0, 1),
};

const datasetWithRange = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
  .chain(([count, rows, columns]) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      inputs: fc.uint8Array({ minLength: count * rows * columns, maxLength: count * rows * columns }),
      labels: fc.uint8Array({ max: 9, minLength: count, maxLength: count }),
      bounds: fc.tuple(fc.nat({ max: count }), fc.nat({ max: count })),
    }),
  )
  .map(({ bounds, ...rest }) => ({
    dataset: new Dataset({ name: 'set', ...rest }),
    start: Math.min(...bounds),
    end: Math.max(...bounds),
  }));

describe('Dataset', () => {
  test('tells its sizes', () => {
    const dataset = new Dataset(fields);
    expect(dataset).toMatchObject({ name: 'train', count: 3, rows: 1, columns: 2, inputSize: 2, classes: 3 });
    expect(new Dataset({ ...fields, classes: undefined }).classes).toBe(10);
  });

  test('gives pixels as the float32 nearest to byte / 255', () => {
    const inputs = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const dataset = new Dataset({ name: 'all', rows: 16, columns: 16, inputs, labels: Uint8Array.of(0) });
    expect([...dataset.images()]).toEqual([...inputs].map((byte) => Math.fround(byte / 255)));
  });

  test('gives labels one-hot', () => {
    expect([...new Dataset(fields).oneHotLabels(0, 2)]).toEqual([0, 0, 1, 1, 0, 0]);
  });

  test('gives the same images and labels for a range as a slice does for all', () => {
    fc.assert(
      fc.property(datasetWithRange, ({ dataset, start, end }) => {
        const slice = dataset.slice(start, end);
        const { inputSize } = dataset;
        expect(slice.count).toBe(end - start);
        expect(slice.images()).toEqual(dataset.images(start, end));
        expect(slice.images()).toEqual(dataset.images().slice(start * inputSize, end * inputSize));
        expect(slice.oneHotLabels()).toEqual(dataset.oneHotLabels(start, end));
        expect(slice.labels).toEqual(dataset.labels.slice(start, end));
      }),
    );
  });

  test('slices without copying, under a name of its own', () => {
    const dataset = new Dataset(fields);
    const slice = dataset.slice(1, 3, 'rest');
    expect(slice.inputs.buffer).toBe(fields.inputs.buffer);
    expect(slice.labels.buffer).toBe(fields.labels.buffer);
    expect([slice.name, dataset.slice(0, 1).name]).toEqual(['rest', 'train']);
  });

  test('cannot be assigned to', () => {
    const dataset = new Dataset(fields) as { count: number };
    expect(() => {
      dataset.count = 1;
    }).toThrow(TypeError);
  });

  test('refuses ranges outside of it', () => {
    const dataset = new Dataset(fields);
    expect(() => dataset.images(0, 4)).toThrow(/Dataset.images: .* <= 3, the count of 'train', got 0 and 4/);
    expect(() => dataset.oneHotLabels(-1)).toThrow(/Dataset.oneHotLabels: .*got -1 and 3/);
    expect(() => dataset.slice(2, 1)).toThrow(/Dataset.slice: .*got 2 and 1/);
    expect(() => dataset.images(0.5)).toThrow(/got 0.5 and 3/);
  });

  test('refuses fields that do not fit together', () => {
    const inputs = new Uint8Array(5);
    expect(() => new Dataset({ ...fields, inputs })).toThrow(/'train' must hold 3 x 2 bytes.*got 5/);
    expect(() => new Dataset({ ...fields, classes: 2 })).toThrow(/below classes \(2\), got 2 at position 0/);
    expect(() => new Dataset({ ...fields, rows: 0 })).toThrow(/rows must be an integer of at least 1, got 0/);
    expect(() => new Dataset({ ...fields, columns: 1.5 })).toThrow(/columns .*got 1.5/);
    expect(() => new Dataset({ ...fields, classes: 257 })).toThrow(/classes .*from 1 to 256, got 257/);
  });
});
