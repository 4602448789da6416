import { ArgumentError } from '@bnlab/arguments';
import type { LayerDescription } from '@bnlab/kernels';
import type * as tfl from '@tensorflow/tfjs-layers';
import { describeLayer, type DescribedLayer } from './describe-layer';

/** A model as the compiled engine describes it. */
export interface DescribedModel {
  readonly inputShape: readonly number[];
  readonly layers: readonly LayerDescription[];
  /** The activation that the model's last layer applies to the network's output; losses take it into account. */
  readonly outputActivation: 'softmax' | 'sigmoid' | undefined;
}

/**
 * Describes a model of layers for the compiled engine.
 *
 * @throws ArgumentError naming the first layer that it does not know, and what about it.
 */
export function describeModel(caller: string, model: tfl.LayersModel): DescribedModel {
  if (model.inputs.length !== 1 || model.outputs.length !== 1) {
    const got = `${model.inputs.length} and ${model.outputs.length}`;
    throw new ArgumentError(caller, `model must have one input and one output, got ${got}`);
  }
  const outputName = model.outputs[0]!.sourceLayer.name;
  /** By layer of the model, the layer that gives what it gives: the input stands for what reshapes it. */
  const names = new Map<string, string>();
  let inputShape = sizesOf(caller, model.inputs[0]!.sourceLayer, model.inputs[0]!.shape);
  const layers: LayerDescription[] = [];
  let outputActivation: DescribedModel['outputActivation'];
  for (const layer of model.layers) {
    const sources = sourcesOf(caller, layer);
    if (layer.getClassName() === 'InputLayer') {
      names.set(layer.name, 'input');
      continue;
    }
    const from = sources.map((name) => names.get(name) ?? 'input');
    const described = describeLayer(caller, layer, { isOutput: layer.name === outputName });
    if (described.kind === 'reshape') {
      inputShape = reshapedInput(caller, layer, from, described);
      names.set(layer.name, 'input');
      continue;
    }
    const isMerge = described.layer.kind === 'add' || described.layer.kind === 'concat';
    layers.push({
      ...described.layer,
      name: layer.name,
      from: isMerge ? from : from[0]!,
    } as LayerDescription);
    names.set(layer.name, layer.name);
    if (layer.name === outputName) outputActivation = described.outputActivation;
  }
  return { inputShape, layers, outputActivation };
}

function sourcesOf(caller: string, layer: tfl.layers.Layer): string[] {
  const { inboundNodes } = layer as unknown as { inboundNodes: { inboundLayers: { name: string }[] }[] };
  if (inboundNodes.length > 1) {
    throw new ArgumentError(
      caller,
      `layer "${layer.name}" is called ${inboundNodes.length} times; the compiled engine knows layers called once`,
    );
  }
  return inboundNodes[0]?.inboundLayers.map(({ name }) => name) ?? [];
}

function sizesOf(caller: string, layer: { name: string }, shape: readonly (number | null)[]): number[] {
  const sizes = shape.slice(1);
  if (sizes.every((size): size is number => typeof size === 'number')) return sizes;
  throw new ArgumentError(
    caller,
    `layer "${layer.name}" must have inputs of one size, got [${sizes.map(String).join(', ')}]`,
  );
}

/** The compiled engine reads inputs in whatever shape the first layer asks for. */
function reshapedInput(
  caller: string,
  { name }: tfl.layers.Layer,
  from: readonly string[],
  { targetShape }: Extract<DescribedLayer, { kind: 'reshape' }>,
): number[] {
  const isWhole = targetShape.every((size) => size > 0);
  if (from[0] === 'input' && isWhole && [1, 3].includes(targetShape.length)) return [...targetShape];
  throw new ArgumentError(
    caller,
    `layer "${name}" (Reshape) must shape the model's input into [units] or [height, width, channels]`,
  );
}
