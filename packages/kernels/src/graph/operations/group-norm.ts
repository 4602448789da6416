import type { Storage } from '../memory-plan';
import type { Node } from '../network-nodes';
import type { NetworkContext, Operation } from '../operation';
import type { Parameter } from '../parameter-arena';
import { at, newStorage, type ProgramBuilder } from '../program';

/** Bytes of the mean and inverse deviation of 8 images. */
const STATISTICS = 64;

/** `groupNorm` and `layerNorm`: an image's own statistics. */
export class GroupNorm implements Operation {
  readonly #node: Node;
  readonly #context: NetworkContext;
  readonly #gamma: Parameter | undefined;
  readonly #beta: Parameter | undefined;
  readonly #epsilon: number;
  /** Sets of pixels and channels that are normalized together: sets of pixels, pixels and channels of each. */
  readonly #sets: { readonly count: number; readonly pixels: number; readonly channels: number };
  readonly #statistics = new WeakMap<ProgramBuilder, Storage>();

  constructor(node: Node, context: NetworkContext) {
    const { layer, shape } = node;
    if (layer.kind !== 'groupNorm' && layer.kind !== 'layerNorm') throw new TypeError('GroupNorm: not one');
    const { channels } = shape;
    const add = (role: 'gamma' | 'beta') =>
      context.arena.add(node.name, role, { shape: [channels], groups: 1, rows: 1, columns: channels }, true);
    this.#node = node;
    this.#context = context;
    this.#gamma = layer.scale ? add('gamma') : undefined;
    this.#beta = layer.center ? add('beta') : undefined;
    this.#epsilon = layer.epsilon;
    const pixels = shape.height * shape.width;
    this.#sets =
      layer.kind === 'groupNorm'
        ? { count: 1, pixels, channels: channels / layer.groups }
        : { count: pixels, pixels: 1, channels };
  }

  forward(builder: ProgramBuilder): void {
    const { name, inputs, shape } = this.#node;
    const { count, pixels, channels } = this.#sets;
    const x = builder.tensor(inputs[0]!);
    const y = builder.output(this.#node);
    const statistics = newStorage(`${name} statistics`, STATISTICS * count * (shape.channels / channels));
    this.#statistics.set(builder, statistics);
    builder.block(`${name}: normalize`, [x.storage, y.storage, statistics], (n) => {
      const { values } = this.#context.arena;
      const sizes = [count, pixels, shape.channels, x.padded, channels];
      const affine = [place(this.#gamma, values), place(this.#beta, values)];
      const statisticsPlace = statistics.address + n * statistics.stride;
      builder.kernels.groupNormBlock(...sizes, at(x, n), at(y, n), ...affine, this.#epsilon, statisticsPlace);
    });
  }

  backward(builder: ProgramBuilder): void {
    const { name, inputs, shape } = this.#node;
    const { count, pixels, channels } = this.#sets;
    const [x, dy] = [builder.tensor(inputs[0]!), builder.gradient(this.#node)];
    const statistics = this.#statistics.get(builder)!;
    const isLearning = this.#context.isLearning(inputs[0]!);
    // Without anything to learn before it, the gradient to the input goes where nobody reads it.
    const { dx, accumulate } = isLearning
      ? builder.contribution(inputs[0]!)
      : { dx: { ...x, storage: newStorage(`${name} unread gradient`, x.storage.bytes) }, accumulate: false };
    builder.block(`${name}: gradient`, [x.storage, dy.storage, dx.storage, statistics], (n) => {
      const { values, gradients } = this.#context.arena;
      const sizes = [count, pixels, shape.channels, x.padded, channels];
      const places = [
        at(x, n),
        at(dy, n),
        at(dx, n),
        place(this.#gamma, values),
        statistics.address + n * statistics.stride,
      ];
      const toGradients = [place(this.#gamma, gradients), place(this.#beta, gradients)];
      builder.kernels.groupNormBackwardBlock(accumulate, ...sizes, ...places, ...toGradients);
    });
  }
}

function place(parameter: Parameter | undefined, arena: number): number {
  return parameter ? arena + parameter.offset : 0;
}
