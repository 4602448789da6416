import type { Node } from '../network-nodes';
import type { NetworkContext, Operation } from '../operation';
import { at, CHANNEL, type ProgramBuilder } from '../program';

/** `flatten`: nothing to do where the channels of a pixel are not padded. */
export class Flatten implements Operation {
  readonly #node: Node;
  readonly #context: NetworkContext;

  constructor(node: Node, context: NetworkContext) {
    this.#node = node;
    this.#context = context;
  }

  forward(builder: ProgramBuilder): void {
    const x = builder.tensor(this.#node.inputs[0]!);
    if (this.#isAlias) {
      builder.alias(this.#node, x);
      return;
    }
    const y = builder.output(this.#node);
    const { channels } = x.shape;
    builder.block(`${this.#node.name}: flatten`, [x.storage, y.storage], (n) => {
      const sizes = [x.pixels, channels, at(x, n), x.padded * CHANNEL, at(y, n), channels * CHANNEL, 0];
      builder.kernels.moveChannels(false, ...sizes);
      const end = x.pixels * channels;
      builder.kernels.clear(at(y, n) + end * CHANNEL, (y.padded - end) * CHANNEL);
    });
  }

  backward(builder: ProgramBuilder): void {
    const [source] = this.#node.inputs as [Node];
    if (this.#isAlias || !this.#context.isLearning(source)) return;
    const dy = builder.gradient(this.#node);
    const { dx, accumulate } = builder.contribution(source);
    const { channels } = dx.shape;
    builder.block(`${this.#node.name}: gradient`, [dy.storage, dx.storage], (n) => {
      const clear = accumulate ? 0 : dx.padded - channels;
      const places = [at(dy, n), channels * CHANNEL, at(dx, n), dx.padded * CHANNEL];
      builder.kernels.moveChannels(accumulate, dx.pixels, channels, ...places, clear);
    });
  }

  get #isAlias(): boolean {
    const { height, width, channels } = this.#node.inputs[0]!.shape;
    return height * width === 1 || channels % 4 === 0;
  }
}
