import { ArgumentError } from '@bnlab/arguments';

/** A layer, which may be a model, in the configuration of a model, with keys as TensorFlow.js spells them. */
export interface SavedLayer {
  className: string;
  name?: string;
  config: Record<string, unknown> & { name?: string; layers?: SavedLayer[]; layer?: SavedLayer };
  inboundNodes?: unknown[];
}

/** The configuration of a model. */
export type SavedModel = SavedLayer['config'];

type Tensor = [layer: string, call: number, output: number];

/** Whether Keras 3 wrote it: it describes dtypes by policies, inputs by `batch_shape`, calls by their arguments. */
export function isKeras3({ layers = [] }: SavedModel): boolean {
  return layers.some(({ config, inboundNodes = [] }) => {
    const policy = config.dtype as { className?: string } | null | undefined;
    const isCalledByArguments = inboundNodes.some((node) => !Array.isArray(node));
    const isNew = policy?.className === 'DTypePolicy' || 'batchShape' in config || isCalledByArguments;
    return isNew || isKeras3(config) || (config.layer !== undefined && isKeras3({ layers: [config.layer] }));
  });
}

/**
 * Rewrites the configuration of a model of Keras 3, in place, as Keras 2 would have written it, and TensorFlow.js reads it.
 *
 * The `training` of calls goes: in Keras 3 `fit`, `evaluate` and `predict` override it.
 *
 * @throws ArgumentError naming the layer that cannot be rewritten.
 */
export function rewriteKeras3(model: SavedModel): void {
  const layers = model.layers ?? [];
  const names = new Map<string, string>();
  for (const { name, config } of layers) {
    const own = name ?? config.name!;
    for (const spelt of new Set([own, camelCase(own)])) {
      // TensorFlow.js has respelt the names of tensors on the way here.
      if (spelt !== own && layers.some((other) => (other.name ?? other.config.name) === spelt)) continue;
      names.set(spelt, own);
    }
  }
  for (const layer of layers) rewriteLayer(layer);
  for (const layer of layers) {
    if (!layer.inboundNodes) continue;
    layer.inboundNodes = layer.inboundNodes.map((node) => rewriteNode(node, layers, names));
  }
  for (const key of ['inputLayers', 'outputLayers']) {
    if (key in model) model[key] = endsOf(model[key]).map((tensor) => shifted(tensor, layers, names));
  }
  model.layers = withoutMasks(model);
}

function rewriteLayer({ className, config }: SavedLayer): void {
  if ('batchShape' in config) {
    config.batchInputShape = config.batchShape;
    delete config.batchShape;
  }
  if (typeof config.dtype === 'object') config.dtype = 'float32';
  for (const key of ['activation', 'recurrentActivation']) if (config[key] === 'silu') config[key] = 'swish';
  if (className.startsWith('SeparableConv')) dropForeignKernelOptions(config);
  if (config.keepdims === true) {
    const problem = `layer "${config.name}" must have keepdims false, got true, which TensorFlow.js lacks`;
    throw new ArgumentError('tf.loadLayersModel', problem);
  }
  if (config.layer) rewriteLayer(config.layer);
  // A model in a model is rewritten when it is made; a cell or a wrapped layer has no making of its own.
}

/** Keras writes what a separable convolution inherits; TensorFlow.js refuses it. */
export function dropForeignKernelOptions(config: SavedModel): void {
  for (const option of ['kernelInitializer', 'kernelRegularizer', 'kernelConstraint']) delete config[option];
}

/** `{ args, kwargs }` as a list of the tensors among the arguments. */
function rewriteNode(node: unknown, layers: SavedLayer[], names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(node)) return (node as [...Tensor, object?][]).map((tensor) => withoutTraining(tensor));
  const { args } = node as { args: unknown };
  return tensorsIn(args).map((tensor) => [...shifted(tensor, layers, names), {}]);
}

function withoutTraining([layer, call, output, options]: [...Tensor, object?]): [...Tensor, object] {
  return [layer, call, output, { ...options, training: null }];
}

function tensorsIn(value: unknown): Tensor[] {
  if (Array.isArray(value)) return value.flatMap(tensorsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { kerasHistory } = ((value as { config?: unknown }).config ?? {}) as { kerasHistory?: Tensor };
  return kerasHistory ? [kerasHistory] : Object.values(value).flatMap(tensorsIn);
}

/** One end is written as a tensor, several as a list or an object of them. */
function endsOf(ends: unknown): Tensor[] {
  if (!Array.isArray(ends)) return Object.values(ends as Record<string, Tensor>);
  return typeof ends[0] === 'string' ? [ends as Tensor] : (ends as Tensor[]);
}

/** Calls of a model count from 0 in Keras 3, and from 1 in TensorFlow.js, where 0 is the model's own making. */
function shifted(
  [spelt, call, output]: Tensor,
  layers: SavedLayer[],
  names: ReadonlyMap<string, string>,
): Tensor {
  const name = names.get(spelt) ?? spelt;
  const source = layers.find((layer) => (layer.name ?? layer.config.name) === name);
  return [name, source?.config.layers ? call + 1 : call, output];
}

/** The layers but for those that compute a mask, which TensorFlow.js passes on by itself. */
function withoutMasks({
  layers = [],
  outputLayers = [],
}: SavedModel & { outputLayers?: Tensor[] }): SavedLayer[] {
  const used = new Set(
    [...layers.flatMap(({ inboundNodes = [] }) => (inboundNodes as Tensor[][]).flat()), ...outputLayers].map(
      ([name]) => name,
    ),
  );
  return layers.filter(({ className, name }) => className !== 'NotEqual' || used.has(name!));
}

/** As TensorFlow.js respells the strings of a configuration. */
function camelCase(name: string): string {
  return name.length <= 1 || !name.includes('_')
    ? name
    : name.replace(/_+(\w|$)/g, (_, next: string) => next.toUpperCase());
}

/** The configuration of a model as Keras 3 wrote it, rewritten before TensorFlow.js has respelt any name. */
export function rewriteKeras3Topology(model: object): object {
  const { className, config } = withCamelCaseKeys(model) as SavedLayer;
  const rewrite = (inner: SavedModel): void => {
    rewriteKeras3(inner);
    for (const { config: part } of inner.layers ?? []) if (part.layers) rewrite(part);
  };
  rewrite(config);
  return { className, config };
}

function withCamelCaseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withCamelCaseKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [camelCase(key), withCamelCaseKeys(inner)]),
  );
}
