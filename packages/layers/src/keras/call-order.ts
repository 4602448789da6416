import * as tfl from '@tensorflow/tfjs-layers';
import { layersByPath } from '../tools/layer-paths';

type Node = tfl.layers.Layer['inboundNodes'][number];
type Model = tfl.LayersModel & { nodesByDepth: Record<string, Node[]> };
type Method = (this: tfl.LayersModel, ...args: unknown[]) => unknown;

const REPLACED = Symbol.for('@bnlab/layers: calls run in order');
/** The inputs of tensors that are outputs of models, as the graph has them. */
const originalInputs = new WeakMap<tfl.SymbolicTensor, tfl.SymbolicTensor[]>();

const nestedModels = new WeakMap<tfl.LayersModel, readonly tfl.LayersModel[]>();

/** The inputs of the outputs of models, in which the calls of shared layers are ordered. */
const orderedInputs = new WeakMap<tfl.LayersModel, tfl.SymbolicTensor[][]>();

/**
 * Lets the calls of a layer that a model calls several times run in the order in which Keras runs them: each batch then
 * moves the statistics as there, and a call with `training: false` uses those that the calls before it have moved.
 * TensorFlow.js runs the last one first, in the order that it found when the model first ran, so this comes before that.
 */
export function keepOrderOfCalls(holdsBatchNorm: (layer: tfl.layers.Layer) => boolean): void {
  const prototype = tfl.LayersModel.prototype as unknown as Record<string, Method>;
  for (const name of ['compile', 'predict', 'predictOnBatch']) {
    const original = prototype[name]!;
    if (REPLACED in original) continue;
    const ordered: Method = function (...args) {
      for (const model of modelsIn(this)) orderCalls(model, holdsBatchNorm);
      return original.apply(this, args);
    };
    prototype[name] = Object.assign(ordered, { [REPLACED]: true });
  }
}

/** A model and those nested in it that put their layers together by calls. */
function modelsIn(model: tfl.LayersModel): readonly tfl.LayersModel[] {
  const known = nestedModels.get(model);
  if (known) return known;
  const nested = [model, ...layersByPath(model).values()].filter(
    (layer): layer is tfl.LayersModel => layer instanceof tfl.LayersModel && 'nodesByDepth' in layer,
  );
  nestedModels.set(model, nested);
  return nested;
}

/**
 * Orders the calls within a model until another that has outputs in common with it is run.
 *
 * TensorFlow.js runs what a tensor is computed from before it. So the outputs of the model are said to be computed from
 * views of the tensors before them, in which each call of such a layer is computed from the call before it too. Nothing
 * else is changed of the graph, which other models may have parts of.
 */
function orderCalls(model: tfl.LayersModel, holdsBatchNorm: (layer: tfl.layers.Layer) => boolean): void {
  for (const output of model.outputs) {
    if (!originalInputs.has(output)) originalInputs.set(output, output.inputs);
  }
  if (!orderedInputs.has(model)) {
    orderedInputs.set(model, viewsOfInputs(model, earlierCalls(model, holdsBatchNorm)));
  }
  const inputs = orderedInputs.get(model)!;
  model.outputs.forEach((output, i) => Object.assign(output, { inputs: inputs[i] }));
}

function viewsOfInputs(
  { outputs }: tfl.LayersModel,
  earlier: ReadonlyMap<number, tfl.SymbolicTensor>,
): tfl.SymbolicTensor[][] {
  const originals = outputs.map((output) => originalInputs.get(output)!);
  if (earlier.size === 0) return originals;
  const views = new Map<number, tfl.SymbolicTensor>();
  const viewOf = (tensor: tfl.SymbolicTensor): tfl.SymbolicTensor => {
    const known = views.get(tensor.id);
    if (known) return known;
    const before = earlier.get(tensor.id);
    const inputs = [...(originalInputs.get(tensor) ?? tensor.inputs), ...(before ? [before] : [])].map(
      viewOf,
    );
    const sourceLayer = before ? withoutLastInput(tensor.sourceLayer) : tensor.sourceLayer;
    const view = Object.create(tensor, {
      inputs: { value: inputs },
      sourceLayer: { value: sourceLayer },
    }) as tfl.SymbolicTensor;
    views.set(tensor.id, view);
    return view;
  };
  return originals.map((inputs) => inputs.map(viewOf));
}

/** For each output of a repeated call of a layer, by id, an output of the call that comes before it. */
function earlierCalls(
  { nodesByDepth }: Model,
  holdsBatchNorm: (layer: tfl.layers.Layer) => boolean,
): Map<number, tfl.SymbolicTensor> {
  const last = new Map<tfl.layers.Layer, tfl.SymbolicTensor>();
  const earlier = new Map<number, tfl.SymbolicTensor>();
  const depths = Object.keys(nodesByDepth).sort((a, b) => Number(b) - Number(a));
  for (const { outboundLayer, outputTensors } of depths.flatMap((depth) => nodesByDepth[depth]!)) {
    if (!holdsBatchNorm(outboundLayer)) continue;
    const before = last.get(outboundLayer);
    for (const { id } of before ? outputTensors : []) earlier.set(id, before!);
    last.set(outboundLayer, outputTensors[0]!);
  }
  return earlier;
}

/** The layer itself, called without the input that only says when. */
function withoutLastInput(layer: tfl.layers.Layer): tfl.layers.Layer {
  const shortened = <T>(list: T): T => (Array.isArray(list) ? list.slice(0, -1) : list) as T;
  const apply: tfl.layers.Layer['apply'] = (inputs, options) => layer.apply(shortened(inputs), options);
  const computeMask: tfl.layers.Layer['computeMask'] = (inputs, mask) =>
    layer.computeMask(shortened(inputs), shortened(mask));
  const replaced = { apply, computeMask };
  return new Proxy(layer, {
    get: (target, key) =>
      key in replaced
        ? replaced[key as keyof typeof replaced]
        : (Reflect.get(target, key, target) as unknown),
    set: (target, key, value) => Reflect.set(target, key, value, target),
  });
}
