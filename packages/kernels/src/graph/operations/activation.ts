import type { Node } from '../network-nodes';
import { activationCode, type NetworkContext, type Operation } from '../operation';
import { at, newStorage, type ProgramBuilder } from '../program';

/** `activation` where no other operation has taken it. */
export class Activation implements Operation {
  readonly #node: Node;
  readonly #context: NetworkContext;
  readonly #code: number;
  readonly #alpha: number;

  constructor(node: Node, context: NetworkContext) {
    if (node.layer.kind !== 'activation') throw new TypeError('Activation: not one');
    this.#node = node;
    this.#context = context;
    this.#code = activationCode({ name: node.layer.activation, alpha: node.layer.alpha });
    this.#alpha = node.layer.alpha;
  }

  forward(builder: ProgramBuilder): void {
    const x = builder.tensor(this.#node.inputs[0]!);
    const y = builder.output(this.#node);
    builder.block(`${this.#node.name}: activation`, [x.storage, y.storage], (n) => {
      const sizes = [x.pixels, this.#node.shape.channels, x.padded];
      builder.kernels.activateBlock(this.#code, this.#alpha, ...sizes, at(x, n), at(y, n), 0, 0, 0, 0);
    });
  }

  backward(builder: ProgramBuilder): void {
    const [source] = this.#node.inputs as [Node];
    if (!this.#context.isLearning(source)) return;
    const [x, dy] = [builder.tensor(source), builder.gradient(this.#node)];
    const { dx, accumulate } = builder.contribution(source);
    const sums = newStorage('sums', 32 * x.padded, 'scratch');
    builder.block(`${this.#node.name}: gradient`, [x.storage, dy.storage, dx.storage, sums], (n) => {
      const sizes = [8, x.pixels, this.#node.shape.channels, x.padded];
      const places = [at(x, n), at(dy, n), at(dx, n), 0, 0, sums.address];
      builder.kernels.activateBackwardBlock(this.#code, this.#alpha, accumulate, ...sizes, ...places);
    });
  }
}
