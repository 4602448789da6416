import { describe, expect, test } from '@jest/globals';
import * as mnist from '../src/index';

const { ArgumentError, BatchStream, Dataset, DataFileError, ...functions } = mnist;
const fields = { name: 'a', rows: 1, columns: 1, inputs: new Uint8Array(2), labels: new Uint8Array(2) };
const set = new Dataset(fields);
const own = { count: 1, inputSize: 2, inputs: Float32Array.of(0.5, 2), labels: Uint8Array.of(0) };

type Call = () => unknown;

/** Each public function: a misspelt option, a missing argument and a wrong type, with the answer to each. */
const refusals: Record<string, [label: string, call: Call, message: RegExp][]> = {
  loadMnist: [
    [
      'a misspelt option',
      () => mnist.loadMnist({ dir: 'x' } as never),
      /unknown option "dir". The options are directory/,
    ],
    ['a near miss', () => mnist.loadMnist({ directry: 'x' } as never), /Did you mean "directory"\?/],
    ['no object', () => mnist.loadMnist('fashion' as never), /options must be an object \{ directory, /],
    ['a wrong type', () => mnist.loadMnist({ directory: 3 as never }), /directory must be .* got 3/],
    ['a wrong hash', () => mnist.loadMnist({ verify: 'yes' as never }), /verify must be true, false/],
    ['too many classes', () => mnist.loadMnist({ classes: 257 }), /classes must be an integer from 1 to 256/],
  ],
  loadData: [
    [
      'no source',
      () => mnist.loadData(undefined as never),
      /source must be mnist, fashion-mnist or the path/,
    ],
    ['a misspelt option', () => mnist.loadData('mnist', { validation: 1 } as never), /"validationCount"/],
    ['a wrong number', () => mnist.loadData('mnist', { validationCount: -1 }), /validationCount must be/],
  ],
  writeMnistParts: [
    ['no folder', () => mnist.writeMnistParts(undefined as never), /directory must be the path/],
    ['a misspelt option', () => mnist.writeMnistParts('x', { form: 'y' } as never), /Did you mean "from"\?/],
    ['an empty part', () => mnist.writeMnistParts('x', { imagesPerPart: 0 }), /imagesPerPart must be/],
  ],
  fetchMnist: [
    ['no address', () => mnist.fetchMnist(undefined as never), /baseUrl must be an address.*got undefined/],
    [
      'a misspelt option',
      () => mnist.fetchMnist('http://x', { onprogress: () => 1 } as never),
      /Did you mean "onProgress"\?/,
    ],
    [
      'a wrong choice',
      () => mnist.fetchMnist('http://x', { files: 'part' as never }),
      /Did you mean "parts"\?/,
    ],
    ['no function', () => mnist.fetchMnist('http://x', { fetch: {} as never }), /fetch must be a function/],
    [
      'an option of parts alone',
      () => mnist.fetchMnist('http://x', { firstImages: 5 }),
      /firstImages goes with files: 'parts' only/,
    ],
    [
      'no images',
      () => mnist.fetchMnist('http://x', { files: 'parts', firstImages: 0 }),
      /firstImages must be an integer of at least 1/,
    ],
    [
      'no validation images',
      () => mnist.fetchMnist('http://x', { files: 'parts', firstValidationImages: 0 }),
      /firstValidationImages must be an integer of at least 1/,
    ],
    [
      'validation images of parts alone',
      () => mnist.fetchMnist('http://x', { firstValidationImages: 5 }),
      /firstValidationImages goes with files: 'parts' only/,
    ],
  ],
  parseIdx: [
    ['no bytes', () => mnist.parseIdx(undefined as never), /bytes must be a Uint8Array, got undefined/],
    [
      'a misspelt option',
      () => mnist.parseIdx(new Uint8Array(), { ranks: 1 } as never),
      /Did you mean "rank"\?/,
    ],
    [
      'a wrong type',
      () => mnist.parseIdx(new Uint8Array(), { type: 'uint16' as never }),
      /Did you mean "uint8"|"int16"/,
    ],
  ],
  encodeIdx: [
    [
      'no array',
      () => mnist.encodeIdx(undefined as never),
      /array must be an object \{ type, shape, data \}/,
    ],
    [
      'no shape',
      () => mnist.encodeIdx({ type: 'uint8', data: new Uint8Array() } as never),
      /shape must be an array/,
    ],
    [
      'plain numbers',
      () => mnist.encodeIdx({ type: 'uint8', shape: [1], data: [1] } as never),
      /data must hold 1 values.*got an array/,
    ],
  ],
  oneHot: [
    ['no labels', () => mnist.oneHot(undefined as never, 3), /labels must be a Uint8Array, got undefined/],
    ['no classes', () => mnist.oneHot(new Uint8Array(), undefined as never), /classes must be an integer/],
  ],
  Dataset: [
    ['no fields', () => new Dataset(undefined as never), /fields must be an object \{ name, rows/],
    ['a misspelt field', () => new Dataset({ ...fields, row: 1 } as never), /Did you mean "rows"\?/],
    [
      'plain numbers',
      () => new Dataset({ ...fields, inputs: [1, 2] } as never),
      /inputs must be a Uint8Array, got an array/,
    ],
  ],
  BatchStream: [
    ['no examples', () => new BatchStream(undefined as never, { seed: 1 }), /examples must be a Dataset or/],
    ['no options', () => new BatchStream(set, undefined as never), /options must be an object \{ seed \}/],
    ['a misspelt option', () => new BatchStream(set, { sead: 1 } as never), /Did you mean "seed"\?/],
    ['an empty set', () => new BatchStream(set.slice(0, 0), { seed: 1 }), /examples.count must be/],
    [
      'labels that do not fit',
      () => new BatchStream({ ...own, labels: new Uint8Array(2) }, { seed: 1 }),
      /must hold 2 inputs and 1 labels for 1 examples, got 2 and 2/,
    ],
  ],
  'BatchStream.fromState': [
    [
      'no state',
      () => BatchStream.fromState(set, undefined as never),
      /state must be what getState returned/,
    ],
    [
      'no examples',
      () => BatchStream.fromState(null as never, new BatchStream(set, { seed: 1 }).getState()),
      /examples must be a Dataset or/,
    ],
  ],
};

const outcome = async (call: Call): Promise<unknown> => {
  try {
    return await call();
  } catch (error) {
    return error;
  }
};

describe('arguments', () => {
  test('every public function is in the table', () => {
    const names = Object.entries(functions).flatMap(([name, value]) =>
      typeof value === 'function' ? [name] : [],
    );
    expect(Object.keys(refusals)).toEqual(expect.arrayContaining(names));
    expect(new DataFileError('f', { expected: 'a', found: 'b' })).toBeInstanceOf(Error);
  });

  describe.each(Object.entries(refusals))('%s refuses', (name, cases) => {
    test.each(cases)('%s', async (_, call, message) => {
      const error = await outcome(call);
      expect(error).toBeInstanceOf(ArgumentError);
      expect(error).toBeInstanceOf(RangeError);
      expect((error as Error).message).toMatch(message);
      expect((error as Error).message.startsWith(`${name}: `)).toBe(true);
    });
  });

  test('a user batches arrays of their own, bytes or floats, without any digits', () => {
    const stream = new BatchStream(own, { seed: 1 });
    expect([...stream.nextBatch(1).images]).toEqual([0.5, 2]);
    const bytes = { ...own, inputs: Uint8Array.of(0, 255) };
    expect([...new BatchStream(bytes, { seed: 1 }).nextBatch(1).images]).toEqual([0, 1]);
    expect(BatchStream.fromState(own, stream.getState()).nextIndices(1)).toEqual(stream.nextIndices(1));
  });
});
