import type { Node } from '../network-nodes';
import { activationCode, type NetworkContext, type Operation } from '../operation';
import type { Parameter, ParameterRole } from '../parameter-arena';
import { at, newStorage, type Group, type ProgramBuilder, type Tensor } from '../program';
import type { Storage } from '../memory-plan';

/** Bytes of a channel's constants (mean, inverse deviation, scale, beta), of its sums, and of a block's sums. */
const CONSTANTS = 16;
const SUMS = 16;
const BLOCK_SUMS = 64;
/** How often sums are taken again around a mean that was far off. */
const MOST_LOOKS = 3;

/** `batchNorm`, and the activation after it. */
export class BatchNorm implements Operation {
  readonly #node: Node;
  readonly #context: NetworkContext;
  readonly #layer: Extract<Node['layer'], { kind: 'batchNorm' }>;
  readonly #parameters: { readonly [role in ParameterRole]?: Parameter };
  /** The values of the forward pass that the backward pass needs, by program. */
  readonly #constants = new WeakMap<ProgramBuilder, Storage>();

  constructor(node: Node, context: NetworkContext) {
    if (node.layer.kind !== 'batchNorm') throw new TypeError('BatchNorm: not a batch norm');
    const { center, scale, frozen } = node.layer;
    const columns = node.shape.channels;
    const add = (role: ParameterRole, isTrained: boolean) =>
      context.arena.add(node.name, role, { shape: [columns], groups: 1, rows: 1, columns }, isTrained);
    this.#node = node;
    this.#context = context;
    this.#layer = node.layer;
    this.#parameters = {
      ...(scale ? { gamma: add('gamma', !frozen) } : {}),
      ...(center ? { beta: add('beta', !frozen) } : {}),
      populationMean: add('populationMean', false),
      populationVariance: add('populationVariance', false),
    };
  }

  forward(builder: ProgramBuilder): void {
    const { name, inputs, shape } = this.#node;
    const x = builder.tensor(inputs[0]!);
    const y = builder.output(this.#node);
    const isFixed = builder.mode === 'population' || this.#layer.frozen;
    const groups = isFixed ? 1 : builder.groups;
    const constants = newStorage(`${name} constants`, groups * CONSTANTS * x.padded, 'carried');
    this.#constants.set(builder, constants);
    if (isFixed) this.#readPopulation(builder, constants, x.padded);
    else this.#takeStatistics(builder, x, constants, groups);
    const { code, alpha } = this.#activation;
    builder.block(`${name}: normalize`, [x.storage, y.storage, constants], (n) => {
      const place = constants.address + (isFixed ? 0 : builder.groupOf(n)) * CONSTANTS * x.padded;
      const sizes = [x.pixels, shape.channels, x.padded];
      builder.kernels.activateBlock(
        code,
        alpha,
        ...sizes,
        at(x, n),
        at(y, n),
        place,
        place + 8,
        place + 12,
        CONSTANTS,
      );
    });
  }

  backward(builder: ProgramBuilder): void {
    const { kernels } = builder;
    const { name, inputs } = this.#node;
    const { frozen } = this.#layer;
    const [x, dy] = [builder.tensor(inputs[0]!), builder.gradient(this.#node)];
    const constants = this.#constants.get(builder)!;
    const groups = frozen ? 1 : builder.groups;
    const sums = newStorage(`${name} gradient sums`, groups * SUMS * x.padded, 'carried');
    const blockSums = newStorage('block sums', BLOCK_SUMS * x.padded, 'scratch');
    const { code, alpha } = this.#activation;
    const groupOf = (n: number) => (frozen ? 0 : builder.groupOf(n));
    const constantsOf = (group: number) => constants.address + group * CONSTANTS * x.padded;
    const sumsOf = (group: number) => sums.address + group * SUMS * x.padded;
    builder.block(`${name}: gradient sums`, [x.storage, dy.storage, constants, sums, blockSums], (n) => {
      if (n === 0) kernels.clear(sums.address, sums.bytes);
      const places = [constantsOf(groupOf(n)), sumsOf(groupOf(n)), blockSums.address];
      kernels.gradientMomentsBlock(code, alpha, x.pixels, x.padded, at(x, n), at(dy, n), ...places);
    });
    builder.whole(`${name}: finish gradient sums`, [constants, sums], () => {
      const place = (role: 'gamma' | 'beta') =>
        frozen ? 0 : this.#place(role, this.#context.arena.gradients);
      const all: Group[] = [{ first: 0, end: 0, images: builder.batch.images }];
      (frozen ? all : builder.batch.groups).forEach(({ images }, group) => {
        const places = [sumsOf(group), constantsOf(group), place('gamma'), place('beta')];
        kernels.finishGradientMoments(x.padded, images * x.pixels, frozen, ...places);
      });
    });
    if (!this.#context.isLearning(inputs[0]!)) return;
    const { dx, accumulate } = builder.contribution(inputs[0]!);
    builder.block(`${name}: input gradient`, [x.storage, dy.storage, dx.storage, constants, sums], (n) => {
      const sizes = [builder.batch.lanes[n]!, x.pixels, x.padded];
      const places = [at(x, n), at(dy, n), at(dx, n), constantsOf(groupOf(n)), sumsOf(groupOf(n))];
      kernels.batchNormBackwardBlock(code, accumulate, ...sizes, ...places);
    });
  }

  #readPopulation(builder: ProgramBuilder, constants: Storage, padded: number): void {
    builder.prepare(`${this.#node.name}: constants`, [constants], () => {
      const places = this.#places();
      builder.kernels.populationConstants(padded, ...places, this.#layer.epsilon, constants.address);
    });
  }

  #takeStatistics(builder: ProgramBuilder, x: Tensor, constants: Storage, groups: number): void {
    const { kernels } = builder;
    const { name } = this.#node;
    const { momentum, epsilon } = this.#layer;
    const { memory, arena } = this.#context;
    const sums = newStorage(`${name} sums`, groups * SUMS * x.padded, 'carried');
    const centres = newStorage(`${name} centres`, 4 * x.padded, 'carried');
    const blockSums = newStorage('block sums', BLOCK_SUMS * x.padded, 'scratch');
    const add = (n: number, group: number, around: number, stride: number) => {
      const places = [sums.address + group * SUMS * x.padded, blockSums.address];
      kernels.momentsBlock(builder.batch.lanes[n]!, x.pixels, x.padded, at(x, n), around, stride, ...places);
    };
    builder.block(`${name}: sums`, [x.storage, sums, centres, blockSums], (n) => {
      if (n === 0) {
        kernels.clear(sums.address, sums.bytes);
        const mean = this.#place('populationMean', arena.values);
        memory.bytes(centres.address, centres.bytes).set(memory.bytes(mean, centres.bytes));
      }
      add(n, builder.groupOf(n), centres.address, 4);
    });
    builder.whole(`${name}: statistics`, [x.storage, sums, centres, blockSums, constants], () => {
      const take = builder.mode === 'training' && builder.movesStatistics ? 1 - momentum : -1;
      builder.batch.groups.forEach(({ first, end, images }, group) => {
        const place = constants.address + group * CONSTANTS * x.padded;
        const groupSums = sums.address + group * SUMS * x.padded;
        const finish = (around: number, stride: number, isLast: boolean) =>
          kernels.finishMoments(
            ...([x.padded, images * x.pixels, around, stride, groupSums] as const),
            isLast,
            ...this.#places(),
            ...[momentum, take, epsilon, place],
          );
        let far = finish(centres.address, 4, false);
        for (let look = 1; far > 0; look++) {
          kernels.clear(groupSums, SUMS * x.padded);
          for (let n = first; n < end; n++) add(n, group, place, CONSTANTS);
          far = finish(place, CONSTANTS, look === MOST_LOOKS);
        }
      });
    });
  }

  /** Gamma, beta, population mean and variance; 0 where there is none. */
  #places(): number[] {
    const roles = ['gamma', 'beta', 'populationMean', 'populationVariance'] as const;
    return roles.map((role) => this.#place(role, this.#context.arena.values));
  }

  #place(role: ParameterRole, arena: number): number {
    const parameter = this.#parameters[role];
    return parameter ? arena + parameter.offset : 0;
  }

  get #activation() {
    const { activation = { name: 'identity' as const, alpha: 1 } } = this.#node;
    return { code: activationCode(activation), alpha: activation.alpha };
  }
}
