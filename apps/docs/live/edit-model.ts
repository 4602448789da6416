import { BatchNormalization, convertToBnlab, foldBatchNorm, summarizeBatchNorm } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';

/** A layer in a summary. */
export interface LayerRow {
  readonly name: string;
  readonly kind: string;
  /** Without the batch, as `28 × 28 × 8`. */
  readonly shape: string;
  readonly parameters: number;
  /** Whose batch norm it is; absent for other layers. */
  readonly norm?: 'stock' | 'bnlab';
  /** What `summarizeBatchNorm` finds wrong with it. */
  readonly warnings: readonly string[];
}

/** A model as it is after some of the tools. */
export interface ModelView {
  readonly layers: readonly LayerRow[];
  readonly parameters: number;
  /** The largest difference of an output from that of the model at first, as a share of the largest output. */
  readonly difference: number;
  /** Batch norm layers that could not be folded, and why. */
  readonly kept: readonly string[];
}

export type ModelTool = 'convert' | 'fold';

/** Examples on which outputs are compared. */
const EXAMPLES = 16;
const SEED = 7;

/** A model that the tools for whole models are tried on, one after the other. */
export class EditedModel {
  readonly #inputs: tf.Tensor[];
  readonly #first: Float32Array[];
  #model: tf.LayersModel;
  #kept: string[] = [];

  /** @param model given up to this object, which disposes of it */
  constructor(model: tf.LayersModel) {
    this.#model = model;
    this.#inputs = model.inputs.map(({ shape, name }, index) => {
      const sizes = shape.slice(1);
      if (sizes.includes(null)) throw new Error(`Input ${name} has no fixed shape: [${shape.join(', ')}]`);
      return tf.randomNormal([EXAMPLES, ...(sizes as number[])], 0, 1, 'float32', SEED + index);
    });
    this.#first = this.#outputs();
  }

  async use(tool: ModelTool): Promise<void> {
    this.#kept = [];
    const onKept = (path: string, reason: string) => this.#kept.push(`${path}: ${reason}`);
    const next = await (tool === 'convert'
      ? convertToBnlab(this.#model)
      : foldBatchNorm(this.#model, { onKept }));
    this.#model.dispose();
    this.#model = next;
  }

  async view(): Promise<ModelView> {
    const warnings = new Map<string, readonly string[]>();
    if (this.#model.layers.some(isNorm)) {
      const { layers } = await summarizeBatchNorm(this.#model);
      for (const { path, channels, warnings: found } of layers) {
        warnings.set(
          path,
          found.map(({ message, channels: those }) =>
            those.length === channels ? message : `${those.length} of ${channels} channels: ${message}`,
          ),
        );
      }
    }
    return {
      layers: this.#model.layers.map((layer) => ({
        name: layer.name,
        kind: layer.getClassName(),
        shape: shapeText(layer.outputShape),
        parameters: layer.countParams(),
        ...(isNorm(layer) && { norm: layer instanceof BatchNormalization ? 'bnlab' : 'stock' }),
        warnings: warnings.get(layer.name) ?? [],
      })),
      parameters: this.#model.countParams(),
      difference: this.#difference(),
      kept: this.#kept,
    };
  }

  dispose(): void {
    tf.dispose(this.#inputs);
    this.#model.dispose();
  }

  #outputs(): Float32Array[] {
    return tf.tidy(() => {
      const outputs = this.#model.predict(this.#inputs);
      return [outputs].flat().map((output) => output.dataSync() as Float32Array);
    });
  }

  #difference(): number {
    const now = this.#outputs();
    const largest = Math.max(...this.#first.flatMap((values) => Array.from(values, Math.abs)));
    const differences = this.#first.flatMap((values, output) =>
      Array.from(values, (value, index) => Math.abs(value - now[output]![index]!)),
    );
    return Math.max(...differences) / largest;
  }
}

function isNorm(layer: tf.layers.Layer): boolean {
  return layer.getClassName() === 'BatchNormalization';
}

function shapeText(shape: tf.Shape | tf.Shape[]): string {
  const shapes = (Array.isArray(shape[0]) ? shape : [shape]) as tf.Shape[];
  return shapes
    .map((one) =>
      one
        .slice(1)
        .map((size) => size ?? '?')
        .join(' × '),
    )
    .join('; ');
}
