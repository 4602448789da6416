import { axisOf, backwardAxes, backwardGeometry, forwardGeometry, type Axis } from '../geometry';
import { windowOf } from '../infer-shape';
import type { Node } from '../network-nodes';
import { writeGeometry, type NetworkContext, type Operation } from '../operation';
import { roundUp4, type Parameter } from '../parameter-arena';
import { at, CHANNEL, newStorage, type ProgramBuilder, type Tensor } from '../program';
import { BiasAndActivation } from './bias-and-activation';

/** Images of fewer channels are read as the taps of each pixel. */
const FEW_CHANNELS = 4;
/** Bytes of images and gradients that stay in the first cache. */
const NEAR_BYTES = 52_000;
/** Bytes of a batch of tiles that stays in the second cache. */
const TILE_BYTES = 700_000;
/** Weights of a dense layer, in bytes, from which all blocks of images are taken together. */
const LARGE_WEIGHTS = 65_536;
const PLANES = 36;

interface BackwardPart {
  readonly geometry: number;
  readonly packed: number;
  readonly pack: readonly number[];
}

/** `conv2d`, and `dense` as a convolution of one pixel. */
export class Convolution implements Operation {
  readonly #node: Node;
  readonly #context: NetworkContext;
  readonly #weights: Parameter;
  readonly #after: BiasAndActivation;
  readonly #axes: readonly [y: Axis, x: Axis];
  /** Channels as the product reads them, and writes them. */
  readonly #channels: number;
  readonly #outputs: number;
  /** Taps of all channels of a pixel, where they are gathered. */
  readonly #gathered: { geometry: number } | undefined;
  readonly #geometry: number;
  readonly #packed: number;
  readonly #parts: readonly BackwardPart[];
  readonly #tiles: { forward: number; backward: number; geometry: number } | undefined;
  readonly #needsInputGradient: boolean;
  /** The gathered taps in each program, for the filters' gradient. */
  readonly #gatheredTaps = new WeakMap<ProgramBuilder, Tensor>();

  constructor(node: Node, context: NetworkContext) {
    const { memory, arena } = context;
    const [source] = node.inputs as [Node];
    const { channels } = source.shape;
    const layer = node.layer;
    if (layer.kind !== 'conv2d' && layer.kind !== 'dense') throw new TypeError('Convolution: not a product');
    const window = (direction: number) =>
      layer.kind === 'dense'
        ? { kernel: 1, stride: 1, dilation: 1, padding: 'valid' }
        : windowOf(layer, direction);
    const [y, x] = [axisOf(source.shape.height, window(0)), axisOf(source.shape.width, window(1))];
    const outputs = roundUp4(node.shape.channels);
    const taps = y.kernel * x.kernel;
    const shape =
      layer.kind === 'dense' ? [channels, layer.units] : [y.kernel, x.kernel, channels, layer.filters];
    this.#node = node;
    this.#context = context;
    this.#outputs = outputs;
    this.#needsInputGradient = context.isLearning(source);
    const isGathered = gathersTaps(node);
    const columns = node.shape.channels;
    if (isGathered) {
      const rows = taps * channels;
      this.#channels = roundUp4(rows);
      const layout = { shape, groups: 1, rows, rowsPadded: this.#channels, columns };
      this.#weights = arena.add(node.name, 'weights', layout, !layer.frozen);
      const geometry = forwardGeometry(y, x, channels, this.#channels);
      this.#gathered = { geometry: writeGeometry(memory, geometry) };
      const pixel = (outputs: number): Axis => ({
        size: outputs,
        outputs,
        kernel: 1,
        stride: 1,
        dilation: 1,
        padding: 0,
      });
      this.#axes = [pixel(y.outputs), pixel(x.outputs)];
    } else {
      this.#channels = roundUp4(channels);
      const layout = { shape, groups: taps, rows: channels, rowsPadded: this.#channels, columns };
      this.#weights = arena.add(node.name, 'weights', layout, !layer.frozen);
      this.#axes = [y, x];
    }
    this.#after = new BiasAndActivation(node, context, layer);
    this.#geometry = writeGeometry(memory, forwardGeometry(...this.#axes, this.#channels, outputs));
    this.#packed = memory.allocate(this.#weights.bytes);
    this.#parts = this.#needsInputGradient ? this.#backwardParts() : [];
    this.#tiles = this.#prepareTiles();
  }

  forward(builder: ProgramBuilder): void {
    const { kernels } = builder;
    const x = this.#input(builder);
    const z = builder.output(this.#node);
    this.#pack(builder);
    const accumulate = false;
    const { name } = this.#node;
    if (this.#tiles) {
      const { forward, geometry } = this.#tiles;
      const { work, zero, dump } = this.#scratch(this.#channels, this.#outputs);
      builder.block(`${name}: tiles`, [x.storage, z.storage, work, zero, dump], (n) => {
        kernels.clear(zero.address, zero.bytes);
        kernels.convolveByTiles(
          geometry,
          accumulate,
          at(x, n),
          at(z, n),
          forward,
          work.address,
          zero.address,
          dump.address,
        );
      });
    } else if (this.#isLargeDense) {
      builder.whole(`${name}: product`, [x.storage, z.storage], () => {
        const blocks = builder.batch.lanes.length;
        const places = [at(x, 0), x.storage.stride, at(z, 0), z.storage.stride, this.#packed];
        kernels.multiplyBlocks(accumulate, blocks, this.#channels, this.#outputs, ...places);
      });
    } else {
      builder.block(`${name}: product`, [x.storage, z.storage], (n) => {
        kernels.convolve(this.#geometry, accumulate, at(x, n), at(z, n), this.#packed);
      });
    }
    this.#after.forward(builder, z);
  }

  backward(builder: ProgramBuilder): void {
    const dz = builder.gradient(this.#node);
    this.#after.backward(builder, builder.tensor(this.#node), dz);
    this.#filterGradient(builder, dz);
    if (this.#needsInputGradient) this.#inputGradient(builder, dz);
  }

  get #isLargeDense(): boolean {
    return this.#node.layer.kind === 'dense' && this.#weights.bytes > LARGE_WEIGHTS;
  }

  /** The left factor of the product: the input, or the taps gathered from it. */
  #input(builder: ProgramBuilder): Tensor {
    const source = builder.tensor(this.#node.inputs[0]!);
    const gathered = this.#gathered;
    if (!gathered) return source;
    const [y, x] = this.#axes;
    const pixels = y.outputs * x.outputs;
    const storage = newStorage(`${this.#node.name} taps`, pixels * this.#channels * CHANNEL);
    const taps = { storage, shape: this.#node.shape, pixels, padded: this.#channels };
    builder.block(`${this.#node.name}: taps`, [source.storage, storage], (n) => {
      builder.kernels.gatherTaps(gathered.geometry, at(source, n), source.padded, at(taps, n));
    });
    this.#gatheredTaps.set(builder, taps);
    return taps;
  }

  #pack(builder: ProgramBuilder): void {
    const { kernels, mode } = builder;
    const { arena } = this.#context;
    const depth = this.#weights.groups * this.#weights.rowsPadded;
    const tiles = this.#tiles;
    const scratch = newStorage('transform', 18 * 16, 'scratch');
    builder.prepare(`${this.#node.name}: pack`, tiles ? [scratch] : [], () => {
      const weights = arena.values + this.#weights.offset;
      kernels.packFilter(depth, this.#outputs, weights, this.#packed);
      if (tiles)
        kernels.carryFilters(this.#channels, this.#outputs / 4, this.#packed, tiles.forward, scratch.address);
      if (mode !== 'training') return;
      for (const { packed, pack } of this.#parts) {
        const [, { kernel }] = this.#axes;
        kernels.packFlippedFilter(kernel, this.#channels, this.#outputs, weights, packed, ...pack);
      }
      if (tiles && this.#parts.length > 0) {
        const [part] = this.#parts as [BackwardPart];
        kernels.carryFilters(this.#outputs, this.#channels / 4, part.packed, tiles.backward, scratch.address);
      }
    });
  }

  #backwardParts(): BackwardPart[] {
    const { memory } = this.#context;
    const [y, x] = this.#axes;
    return backwardAxes(y).flatMap((down) =>
      backwardAxes(x).map((right) => ({
        geometry: writeGeometry(
          memory,
          backwardGeometry({ axis: y, part: down }, { axis: x, part: right }, this.#channels, this.#outputs),
        ),
        packed: memory.allocate(4 * down.taps * right.taps * this.#channels * this.#outputs),
        pack: [down.lastTap, -down.tapStep, down.taps, right.lastTap, -right.tapStep, right.taps],
      })),
    );
  }

  #prepareTiles() {
    const { memory, convolutions } = this.#context;
    const isTileable = ({ kernel, stride, dilation, outputs, size }: Axis) =>
      kernel === 3 && stride === 1 && dilation === 1 && outputs >= 4 && size >= 4;
    if (convolutions === 'exact' || !this.#axes.every(isTileable)) return undefined;
    const planes = 4 * PLANES * this.#channels * this.#outputs;
    const [part] = this.#parts;
    return {
      forward: memory.allocate(planes),
      backward: part ? memory.allocate(planes) : 0,
      geometry: this.#geometry,
    };
  }

  #scratch(channels: number, outputs: number, tiles = 1) {
    const planes = CHANNEL * PLANES * (channels + outputs) * tiles;
    const pixel = CHANNEL * Math.max(channels, outputs);
    return {
      work: newStorage('tiles', planes, 'scratch'),
      zero: newStorage('zeros', pixel, 'scratch'),
      dump: newStorage('outside', pixel, 'scratch'),
    };
  }

  #inputGradient(builder: ProgramBuilder, dz: Tensor): void {
    const { kernels } = builder;
    const { name, inputs } = this.#node;
    const { dx, accumulate } = builder.contribution(inputs[0]!);
    const parts = this.#parts;
    if (this.#tiles) {
      const { backward } = this.#tiles;
      const [{ geometry }] = parts as [BackwardPart];
      const { work, zero, dump } = this.#scratch(this.#outputs, this.#channels);
      builder.block(`${name}: input gradient by tiles`, [dz.storage, dx.storage, work, zero, dump], (n) => {
        kernels.clear(zero.address, zero.bytes);
        kernels.convolveByTiles(
          geometry,
          accumulate,
          at(dz, n),
          at(dx, n),
          backward,
          work.address,
          zero.address,
          dump.address,
        );
      });
      return;
    }
    if (this.#isLargeDense) {
      const [{ packed }] = parts as [BackwardPart];
      builder.whole(`${name}: input gradient`, [dz.storage, dx.storage], () => {
        const places = [at(dz, 0), dz.storage.stride, at(dx, 0), dx.storage.stride, packed];
        kernels.multiplyBlocks(
          accumulate,
          builder.batch.lanes.length,
          this.#outputs,
          this.#channels,
          ...places,
        );
      });
      return;
    }
    builder.block(`${name}: input gradient`, [dz.storage, dx.storage], (n) => {
      for (const { geometry, packed } of parts)
        kernels.convolve(geometry, accumulate, at(dz, n), at(dx, n), packed);
    });
  }

  #filterGradient(builder: ProgramBuilder, dz: Tensor): void {
    const { kernels } = builder;
    const { name, inputs } = this.#node;
    const x = this.#gatheredTaps.get(builder) ?? builder.tensor(inputs[0]!);
    const gradient = () => this.#context.arena.gradients + this.#weights.offset;
    const [yAxis] = this.#axes;
    if (this.#tiles) return this.#filterGradientByTiles(builder, x, dz, gradient);
    if (yAxis.outputs >= 4) {
      const rows = this.#rowsPerTurn();
      builder.block(`${name}: filter gradient`, [x.storage, dz.storage], (n) => {
        kernels.filterGradient(this.#geometry, 1, at(x, n), 0, at(dz, n), 0, rows, gradient());
      });
      return;
    }
    builder.whole(`${name}: filter gradient`, [x.storage, dz.storage], () => {
      const places = [at(x, 0), x.storage.stride, at(dz, 0), dz.storage.stride];
      kernels.filterGradient(this.#geometry, builder.batch.lanes.length, ...places, 0, gradient());
    });
  }

  #filterGradientByTiles(builder: ProgramBuilder, x: Tensor, dz: Tensor, gradient: () => number): void {
    const { kernels } = builder;
    const { name } = this.#node;
    const [channels, outputs] = [this.#channels, this.#outputs];
    const [yAxis, xAxis] = this.#axes;
    const tiles = Math.ceil(yAxis.outputs / 4) * Math.ceil(xAxis.outputs / 4);
    const fitting = Math.floor(TILE_BYTES / (CHANNEL * PLANES * (channels + outputs)));
    const batch = Math.max(8, Math.min(16, fitting));
    const { work, zero } = this.#scratch(channels, outputs, batch);
    const planes = newStorage(`${name} filter planes`, 4 * PLANES * channels * outputs, 'carried');
    const scratch = newStorage('transform', 18 * 16, 'scratch');
    const uses = [x.storage, dz.storage, work, zero, planes, scratch];
    const add = (blocks: number, from: number, xStride: number, to: number, dStride: number) => {
      kernels.clear(zero.address, zero.bytes);
      const places = [from, xStride, to, dStride, batch, work.address, planes.address, zero.address];
      kernels.filterGradientByTiles(this.#geometry, blocks, ...places);
    };
    const finish = () =>
      kernels.bringFilterGradient(channels, outputs, planes.address, gradient(), scratch.address);
    if (tiles >= 8) {
      builder.block(`${name}: filter gradient by tiles`, uses, (n) => {
        if (n === 0) kernels.clear(planes.address, planes.bytes);
        add(1, at(x, n), 0, at(dz, n), 0);
        if (n === builder.batch.lanes.length - 1) finish();
      });
      return;
    }
    builder.whole(`${name}: filter gradient by tiles`, uses, () => {
      kernels.clear(planes.address, planes.bytes);
      add(builder.batch.lanes.length, at(x, 0), x.storage.stride, at(dz, 0), dz.storage.stride);
      finish();
    });
  }

  /** Rows of the output whose images and gradients stay in the first cache. */
  #rowsPerTurn(): number {
    const [y, x] = this.#axes;
    const bytesOf = (rows: number) =>
      CHANNEL *
      (rows * x.outputs * this.#outputs + ((rows - 1) * y.stride + y.kernel) * x.size * this.#channels);
    let rows = y.outputs;
    while (rows > 1 && bytesOf(rows) > NEAR_BYTES) rows -= 1;
    return rows;
  }
}

/** Whether a convolution reads the network's input as the taps of each pixel: it has too few channels for vectors of 4. */
export function gathersTaps({ layer, inputs }: Node): boolean {
  const [source] = inputs;
  return layer.kind === 'conv2d' && source?.layer.kind === 'input' && source.shape.channels < FEW_CHANNELS;
}
