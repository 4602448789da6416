import { axisOf, forwardGeometry } from '../geometry';
import { windowOf } from '../infer-shape';
import type { Node } from '../network-nodes';
import { writeGeometry, type NetworkContext, type Operation } from '../operation';
import { roundUp4, type Parameter } from '../parameter-arena';
import { at, type ProgramBuilder } from '../program';
import { BiasAndActivation } from './bias-and-activation';

/** `depthwiseConv2d`. */
export class DepthwiseConvolution implements Operation {
  readonly #node: Node;
  readonly #context: NetworkContext;
  readonly #weights: Parameter;
  readonly #after: BiasAndActivation;
  readonly #geometry: number;
  readonly #multiplier: number;

  constructor(node: Node, context: NetworkContext) {
    const { layer, shape } = node;
    if (layer.kind !== 'depthwiseConv2d') throw new TypeError('DepthwiseConvolution: not one');
    const source = node.inputs[0]!.shape;
    const [y, x] = [axisOf(source.height, windowOf(layer, 0)), axisOf(source.width, windowOf(layer, 1))];
    const written = [y.kernel, x.kernel, source.channels, layer.depthMultiplier];
    const layout = { shape: written, groups: 1, rows: y.kernel * x.kernel, columns: shape.channels };
    this.#node = node;
    this.#context = context;
    this.#multiplier = layer.depthMultiplier;
    this.#weights = context.arena.add(node.name, 'weights', layout, !layer.frozen);
    this.#after = new BiasAndActivation(node, context, layer);
    const geometry = forwardGeometry(y, x, roundUp4(source.channels), roundUp4(shape.channels));
    this.#geometry = writeGeometry(context.memory, geometry);
  }

  forward(builder: ProgramBuilder): void {
    const x = builder.tensor(this.#node.inputs[0]!);
    const z = builder.output(this.#node);
    builder.block(`${this.#node.name}: product`, [x.storage, z.storage], (n) => {
      const weights = this.#context.arena.values + this.#weights.offset;
      const sizes = [this.#multiplier, this.#node.shape.channels];
      builder.kernels.depthwiseBlock(this.#geometry, ...sizes, at(x, n), at(z, n), weights, 4 * z.padded);
    });
    this.#after.forward(builder, z);
  }

  backward(builder: ProgramBuilder): void {
    const { kernels } = builder;
    const [source] = this.#node.inputs as [Node];
    const [x, dz] = [builder.tensor(source), builder.gradient(this.#node)];
    this.#after.backward(builder, builder.tensor(this.#node), dz);
    const target = this.#context.isLearning(source) ? builder.contribution(source) : undefined;
    const dx = target?.dx;
    builder.block(
      `${this.#node.name}: gradient`,
      [x.storage, dz.storage, ...(dx ? [dx.storage] : [])],
      (n) => {
        const { values, gradients } = this.#context.arena;
        const { offset } = this.#weights;
        const sizes = [this.#multiplier, this.#node.shape.channels];
        if (dx && !target.accumulate) kernels.clear(at(dx, n), dx.storage.bytes);
        const places = [
          at(x, n),
          at(dz, n),
          dx ? at(dx, n) : 0,
          values + offset,
          4 * dz.padded,
          gradients + offset,
        ];
        kernels.depthwiseBackwardBlock(this.#geometry, ...sizes, ...places);
      },
    );
  }
}
