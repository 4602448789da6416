import type { InboundTensor, LayerConfig } from './rebuild-model';

/**
 * The one layer that a layer of one input gets its input from, another call of it in every call, if what that layer gives
 * goes nowhere else; otherwise `undefined`.
 */
export function soleSource(model: LayerConfig, layer: LayerConfig): LayerConfig | undefined {
  const layers = model.config.layers!;
  if (layer.inboundNodes === undefined) return layers[layers.indexOf(layer) - 1];
  const inputs = layer.inboundNodes.flat();
  const [name] = inputs[0]!;
  // TensorFlow.js cannot take one tensor for two outputs of a model, or for two inputs of a layer.
  const calls = new Set(inputs.map(([source, call]) => JSON.stringify([source, call])));
  const isSole =
    inputs.every(([source]) => source === name) &&
    usesOf(model, name).length === inputs.length &&
    calls.size === inputs.length;
  return isSole ? layers.find((other) => other.name === name) : undefined;
}

/** The one layer that what a layer gives goes to, if there is one, both are called once, and it has no other input. */
export function soleUser(model: LayerConfig, layer: LayerConfig): LayerConfig | undefined {
  const layers = model.config.layers!;
  if (layer.inboundNodes === undefined) return layers[layers.indexOf(layer) + 1];
  const [use, ...others] = usesOf(model, layer.config.name);
  if (layer.inboundNodes.length > 1 || use === undefined || others.length > 0) return undefined;
  return layers.find(({ inboundNodes = [] }) => inboundNodes.length === 1 && isOnly(inboundNodes[0]!, use));
}

function isOnly(inputs: InboundTensor[], input: InboundTensor): boolean {
  return inputs.length === 1 && inputs[0] === input;
}

/** Takes a layer of one input out of a model; what it gave to other layers, its source gives them. */
export function removeLayer(model: LayerConfig, layer: LayerConfig): void {
  const layers = model.config.layers!;
  layers.splice(layers.indexOf(layer), 1);
  for (const use of usesOf(model, layer.config.name)) {
    const [[source, call, output]] = layer.inboundNodes![use[1]] as [InboundTensor];
    use.splice(0, 3, source, call, output);
  }
}

/** Whether what a layer gives is an output of the model. */
export function isOutput(model: LayerConfig, layer: LayerConfig): boolean {
  const { layers, outputLayers } = model.config;
  if (outputLayers === undefined) return layers!.at(-1) === layer;
  return outputLayers.some(([name]) => name === layer.name);
}

export function renameLayer(model: LayerConfig, layer: LayerConfig, name: string): void {
  for (const use of usesOf(model, layer.config.name)) use[0] = name;
  layer.config.name = name;
  if (layer.name !== undefined) layer.name = name;
}

/** Every place where a model says that a tensor comes from the layer of this name. */
function usesOf({ config }: LayerConfig, name: string): InboundTensor[] {
  const uses = [
    ...config.layers!.flatMap(({ inboundNodes = [] }) => inboundNodes.flat()),
    ...(config.outputLayers ?? []),
  ];
  return uses.filter(([source]) => source === name);
}
