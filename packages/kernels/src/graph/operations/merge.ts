import type { Node } from '../network-nodes';
import type { NetworkContext, Operation } from '../operation';
import { at, CHANNEL, type ProgramBuilder, type Tensor } from '../program';

/** `add`. */
export class Add implements Operation {
  readonly #node: Node;
  readonly #context: NetworkContext;

  constructor(node: Node, context: NetworkContext) {
    this.#node = node;
    this.#context = context;
  }

  forward(builder: ProgramBuilder): void {
    const sources = this.#node.inputs.map((input) => builder.tensor(input));
    const y = builder.output(this.#node);
    builder.block(`${this.#node.name}: add`, [...sources.map(({ storage }) => storage), y.storage], (n) => {
      sources.forEach((x, index) => moveAll(builder, index > 0, x, at(x, n), at(y, n)));
    });
  }

  backward(builder: ProgramBuilder): void {
    const dy = builder.gradient(this.#node);
    for (const source of this.#node.inputs) {
      if (!this.#context.isLearning(source)) continue;
      const { dx, accumulate } = builder.contribution(source);
      builder.block(`${this.#node.name}: gradient`, [dy.storage, dx.storage], (n) => {
        moveAll(builder, accumulate, dy, at(dy, n), at(dx, n));
      });
    }
  }
}

function moveAll(
  builder: ProgramBuilder,
  accumulate: boolean,
  { storage }: Tensor,
  from: number,
  to: number,
): void {
  builder.kernels.moveChannels(accumulate, 1, storage.bytes / CHANNEL, from, 0, to, 0, 0);
}

/** `concat`: the channels of each pixel side by side. */
export class Concat implements Operation {
  readonly #node: Node;
  readonly #context: NetworkContext;

  constructor(node: Node, context: NetworkContext) {
    this.#node = node;
    this.#context = context;
  }

  forward(builder: ProgramBuilder): void {
    const sources = this.#node.inputs.map((input) => builder.tensor(input));
    const y = builder.output(this.#node);
    const pad = y.padded - this.#node.shape.channels;
    builder.block(
      `${this.#node.name}: concat`,
      [...sources.map(({ storage }) => storage), y.storage],
      (n) => {
        let first = 0;
        sources.forEach((x, index) => {
          const { channels } = x.shape;
          const clear = index === sources.length - 1 ? pad : 0;
          const to = at(y, n) + first * CHANNEL;
          builder.kernels.moveChannels(
            false,
            x.pixels,
            channels,
            at(x, n),
            x.padded * CHANNEL,
            to,
            y.padded * CHANNEL,
            clear,
          );
          first += channels;
        });
      },
    );
  }

  backward(builder: ProgramBuilder): void {
    const dy = builder.gradient(this.#node);
    let first = 0;
    for (const source of this.#node.inputs) {
      const { channels } = source.shape;
      const from = first * CHANNEL;
      first += channels;
      if (!this.#context.isLearning(source)) continue;
      const { dx, accumulate } = builder.contribution(source);
      builder.block(`${this.#node.name}: gradient`, [dy.storage, dx.storage], (n) => {
        const clear = accumulate ? 0 : dx.padded - channels;
        const places = [at(dy, n) + from, dy.padded * CHANNEL, at(dx, n), dx.padded * CHANNEL];
        builder.kernels.moveChannels(accumulate, dx.pixels, channels, ...places, clear);
      });
    }
  }
}
