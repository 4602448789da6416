import { axisOf, forwardGeometry } from '../geometry';
import { windowOf } from '../infer-shape';
import type { Node } from '../network-nodes';
import { writeGeometry, type NetworkContext, type Operation } from '../operation';
import { roundUp4 } from '../parameter-arena';
import { at, type ProgramBuilder } from '../program';

/** `maxPooling2d`, `averagePooling2d`, and `globalAveragePooling2d` as one window. */
export class Pooling implements Operation {
  readonly #node: Node;
  readonly #context: NetworkContext;
  readonly #geometry: number;

  constructor(node: Node, context: NetworkContext) {
    const { layer } = node;
    const { height, width, channels } = node.inputs[0]!.shape;
    const window = (size: number, direction: number) => {
      if (layer.kind === 'maxPooling2d' || layer.kind === 'averagePooling2d')
        return windowOf(layer, direction);
      return { kernel: size, stride: 1, dilation: 1, padding: 'valid' };
    };
    const [y, x] = [axisOf(height, window(height, 0)), axisOf(width, window(width, 1))];
    this.#node = node;
    this.#context = context;
    this.#geometry = writeGeometry(
      context.memory,
      forwardGeometry(y, x, roundUp4(channels), roundUp4(channels)),
    );
  }

  forward(builder: ProgramBuilder): void {
    const { kernels } = builder;
    const x = builder.tensor(this.#node.inputs[0]!);
    const y = builder.output(this.#node);
    builder.block(`${this.#node.name}: pool`, [x.storage, y.storage], (n) => {
      if (this.#isMaximum) kernels.maxPoolBlock(this.#geometry, at(x, n), at(y, n));
      else kernels.averagePoolBlock(this.#geometry, at(x, n), at(y, n));
    });
  }

  backward(builder: ProgramBuilder): void {
    const { kernels } = builder;
    const [source] = this.#node.inputs as [Node];
    if (!this.#context.isLearning(source)) return;
    const [x, y, dy] = [builder.tensor(source), builder.tensor(this.#node), builder.gradient(this.#node)];
    const { dx, accumulate } = builder.contribution(source);
    const read = this.#isMaximum ? [x.storage, y.storage] : [];
    builder.block(`${this.#node.name}: gradient`, [...read, dy.storage, dx.storage], (n) => {
      if (!accumulate) kernels.clear(at(dx, n), dx.storage.bytes);
      if (this.#isMaximum)
        kernels.maxPoolBackwardBlock(this.#geometry, at(x, n), at(y, n), at(dy, n), at(dx, n));
      else kernels.averagePoolBackwardBlock(this.#geometry, at(dy, n), at(dx, n));
    });
  }

  get #isMaximum(): boolean {
    return this.#node.layer.kind === 'maxPooling2d';
  }
}
