import type { Node } from '../network-nodes';
import { activationCode, type NetworkContext } from '../operation';
import type { Parameter } from '../parameter-arena';
import { at, newStorage, type ProgramBuilder, type Tensor } from '../program';

/** Bytes of a channel's sums. */
const SUMS = 32;

/** z = f(z + b) in place of a product, and the way back in place of its gradient. */
export class BiasAndActivation {
  readonly #node: Node;
  readonly #context: NetworkContext;
  readonly #bias: Parameter | undefined;

  constructor(node: Node, context: NetworkContext, layer: { useBias: boolean; frozen: boolean }) {
    this.#node = node;
    this.#context = context;
    const columns = node.shape.channels;
    if (layer.useBias) {
      const layout = { shape: [columns], groups: 1, rows: 1, columns };
      this.#bias = context.arena.add(node.name, 'bias', layout, !layer.frozen);
    }
  }

  forward(builder: ProgramBuilder, z: Tensor): void {
    if (this.#isNothing) return;
    const { code, alpha } = this.#activation;
    const { name, shape } = this.#node;
    builder.block(`${name}: bias and activation`, [z.storage], (n) => {
      const bias = this.#bias ? this.#context.arena.values + this.#bias.offset : 0;
      const places = [at(z, n), at(z, n)];
      const sizes = [z.pixels, shape.channels, z.padded];
      builder.kernels.activateBlock(code, alpha, ...sizes, ...places, 0, 0, bias, 4);
    });
  }

  /** The slope is told from the result z: the activation is one that allows it. */
  backward(builder: ProgramBuilder, z: Tensor, dz: Tensor): void {
    if (this.#isNothing) return;
    const { code, alpha } = this.#activation;
    const { name, shape } = this.#node;
    const sums = newStorage('sums', SUMS * z.padded, 'scratch');
    builder.block(`${name}: bias and activation gradient`, [z.storage, dz.storage, sums], (n) => {
      const gradient = this.#bias ? this.#context.arena.gradients + this.#bias.offset : 0;
      const [sizes, d] = [[z.pixels, shape.channels, z.padded], at(dz, n)];
      builder.kernels.activateBackwardBlock(
        code,
        alpha,
        false,
        8,
        ...sizes,
        at(z, n),
        d,
        d,
        0,
        gradient,
        sums.address,
      );
    });
  }

  get #activation() {
    const { activation = { name: 'identity' as const, alpha: 1 } } = this.#node;
    return { code: activationCode(activation), alpha: activation.alpha, name: activation.name };
  }

  get #isNothing(): boolean {
    return !this.#bias && this.#activation.name === 'identity';
  }
}
