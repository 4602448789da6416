import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { convolutionGradientRecord } from '../../src/generated/tensor-records';
import { Gradient, kernelsIn } from '../../src/tfjs/tensor-module';
import { MemoryRecord, recordBytes } from '../../src/wasm/memory-record';

const UNTOUCHED = 0x7fa5a5a5;

/** A memory in which every float that no block covers holds a sign of being untouched. */
class Memory {
  readonly memory: WebAssembly.Memory;
  readonly #words: Uint32Array;
  readonly #blocks: { at: number; length: number }[] = [];
  #next = 16;

  constructor(pages: number) {
    this.memory = new WebAssembly.Memory({ initial: pages });
    this.#words = new Uint32Array(this.memory.buffer).fill(UNTOUCHED);
  }

  /** The address of `length` ones that may be written, a few floats from any other. */
  writable(length: number): number {
    const at = this.#next;
    this.#next += length + 5;
    new Float32Array(this.memory.buffer, at * 4, length).fill(1);
    this.#blocks.push({ at, length });
    return at * 4;
  }

  /** The values of all blocks, which are then as untouched as everything around them. */
  erase(): number[] {
    return this.#blocks.flatMap(({ at, length }) => {
      const values = Array.from(new Float32Array(this.memory.buffer, at * 4, length));
      this.#words.fill(UNTOUCHED, at, at + length);
      return values;
    });
  }

  touched(): number {
    return this.#words.findIndex((word) => word !== UNTOUCHED);
  }
}

const size = (max: number) => fc.integer({ min: 1, max });

test('batch norm reads and writes its own tensors alone', () => {
  fc.assert(
    fc.property(size(50), size(50), fc.oneof(fc.constant(1), size(20)), (outer, channels, inner) => {
      const memory = new Memory(12);
      const kernels = kernelsIn(memory.memory);
      const length = outer * channels * inner;
      const [x, y] = [memory.writable(length), memory.writable(length)];
      const [mean, variance, gamma, beta] = [0, 0, 0, 0].map(() => memory.writable(channels)) as [
        ...[number, number, number, number],
      ];
      const [saved, scratch] = [memory.writable(3 * channels), memory.writable(2 * channels)];
      kernels.batchNormTraining(outer, channels, inner, 1, x, gamma, beta, y, mean, variance, saved, scratch);
      kernels.batchNormTrainingGradient(
        ...([outer, channels, inner, x, y, saved, y, variance, beta, scratch] as const),
      );
      kernels.batchNormInference(outer, channels, inner, x, mean, gamma, beta, y);
      // The sign of being untouched is not a number: one that was read would have spread.
      expect(memory.erase().filter(Number.isNaN)).toEqual([]);
      expect(memory.touched()).toBe(-1);
    }),
  );
});

test('the gradients of convolutions read and write their own tensors alone', () => {
  const sizes = fc.tuple(size(3), size(9), size(9), size(40), size(40), size(3), size(3), size(3));
  fc.assert(
    fc.property(
      sizes,
      fc.boolean(),
      ([batch, height, width, channels, filters, side, stride, dilation], same) => {
        const span = (side - 1) * dilation;
        const pad = same ? span >> 1 : 0;
        const out = (length: number) => Math.floor((length + 2 * pad - span - 1) / stride) + 1;
        fc.pre(out(height) > 0 && out(width) > 0);
        for (const gradient of Object.values(Gradient)) {
          const isDense = gradient === Gradient.filter || gradient === Gradient.input;
          const outChannels = isDense ? filters : channels;
          const memory = new Memory(20);
          const x = memory.writable(batch * height * width * channels);
          const dy = memory.writable(batch * out(height) * out(width) * outChannels);
          const filterSize = side * side * (isDense ? channels * filters : channels);
          const [filter, scratch] = [memory.writable(filterSize), memory.writable(filterSize)];
          const at = memory.writable(recordBytes(convolutionGradientRecord) / 4);
          const record = new MemoryRecord(memory.memory, at, convolutionGradientRecord);
          record.set({
            ...{ batch, inHeight: height, inWidth: width, inPixel: channels * 4 },
            ...{ outHeight: out(height), outWidth: out(width), outPixel: outChannels * 4 },
            ...{ filterHeight: side, filterWidth: side, strideHeight: stride, strideWidth: stride },
            ...{ dilationHeight: dilation, dilationWidth: dilation, padTop: pad, padLeft: pad },
            ...{ x, dy, filter, scratch },
          });
          kernelsIn(memory.memory).convolutionGradient(gradient, at);
          expect(memory.erase().filter(Number.isNaN)).toEqual([]);
          expect(memory.touched()).toBe(-1);
        }
      },
    ),
  );
});
