import type { Node } from '../network-nodes';
import type { NetworkContext, Operation } from '../operation';
import { roundUp4 } from '../parameter-arena';
import { at, BLOCK, type ProgramBuilder } from '../program';
import type { Shape } from '../shape';

/** `dropout`: at inference, nothing. */
export class Dropout implements Operation {
  readonly #node: Node;
  readonly #context: NetworkContext;
  readonly #rate: number;
  readonly #seed: number;

  constructor(node: Node, context: NetworkContext) {
    if (node.layer.kind !== 'dropout') throw new TypeError('Dropout: not one');
    this.#node = node;
    this.#context = context;
    this.#rate = node.layer.rate;
    this.#seed = node.layer.seed;
  }

  forward(builder: ProgramBuilder): void {
    const x = builder.tensor(this.#node.inputs[0]!);
    if (builder.mode !== 'training') {
      builder.alias(this.#node, x);
      return;
    }
    const y = builder.output(this.#node);
    builder.block(`${this.#node.name}: drop`, [x.storage, y.storage], (n) => {
      this.#drop(builder, n, false, at(x, n), at(y, n), x.storage.bytes);
    });
  }

  backward(builder: ProgramBuilder): void {
    const [source] = this.#node.inputs as [Node];
    if (!this.#context.isLearning(source)) return;
    const dy = builder.gradient(this.#node);
    const { dx, accumulate } = builder.contribution(source);
    builder.block(`${this.#node.name}: gradient`, [dy.storage, dx.storage], (n) => {
      this.#drop(builder, n, accumulate, at(dy, n), at(dx, n), dy.storage.bytes);
    });
  }

  #drop(
    builder: ProgramBuilder,
    n: number,
    accumulate: boolean,
    from: number,
    to: number,
    bytes: number,
  ): void {
    const { key, threshold, scale } = drawOf({ rate: this.#rate, seed: this.#seed }, builder.step);
    builder.kernels.dropoutBlock(accumulate, bytes, from, to, (n * bytes) / 4, key, threshold, scale);
  }
}

/** The choice of the values kept in a step: those whose hash with the key is at least the threshold. */
function drawOf({ rate, seed }: Drawn, step: number) {
  return {
    key: mix(Math.imul(step, 0x9e3779b1) ^ mix(seed)),
    threshold: Math.floor(rate * 2 ** 32),
    scale: 1 / (1 - rate),
  };
}

interface Drawn {
  readonly rate: number;
  readonly seed: number;
}

/**
 * The factors of a step for the values of a dropout layer: 0, or 1 / (1 - rate). [examples, pixels, channels], for engines
 * whose values lie example by example; the kernels compute the same where they need it.
 *
 * @internal
 * @param lanes Per block of 8 examples, how many count.
 */
export function dropoutMask(
  layer: Drawn,
  { height, width, channels }: Shape,
  { lanes, step }: { lanes: readonly number[]; step: number },
): Float32Array {
  const { key, threshold, scale } = drawOf(layer, step);
  const pixels = height * width;
  const padded = roundUp4(channels);
  const mask = new Float32Array(lanes.reduce((sum, count) => sum + count, 0) * pixels * channels);
  let next = 0;
  lanes.forEach((count, block) => {
    for (let lane = 0; lane < count; lane++) {
      for (let pixel = 0; pixel < pixels; pixel++) {
        const first = (block * pixels + pixel) * padded * BLOCK + lane;
        for (let channel = 0; channel < channels; channel++) {
          const hash = mix((mix(first + channel * BLOCK) + key) >>> 0);
          mask[next++] = hash >= threshold ? scale : 0;
        }
      }
    }
  });
  return mask;
}

/** As in assembly/graph/dropout.ts: neighbouring seeds and steps give keys that have nothing in common. */
function mix(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
