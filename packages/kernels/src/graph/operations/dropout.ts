import type { Node } from '../network-nodes';
import type { NetworkContext, Operation } from '../operation';
import { at, type ProgramBuilder } from '../program';

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
    const key = mix(Math.imul(builder.step, 0x9e3779b1) ^ mix(this.#seed));
    const threshold = Math.floor(this.#rate * 2 ** 32);
    builder.kernels.dropoutBlock(
      accumulate,
      bytes,
      from,
      to,
      (n * bytes) / 4,
      key,
      threshold,
      1 / (1 - this.#rate),
    );
  }
}

/** As in assembly/graph/dropout.ts: neighbouring seeds and steps give keys that have nothing in common. */
function mix(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
