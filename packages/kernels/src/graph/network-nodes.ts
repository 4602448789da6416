import { ArgumentError, nearestName, show } from '@bnlab/arguments';
import { completeLayer, type CompleteLayer } from './complete-layer';
import type { GraphActivation, LayerDescription } from './layer-description';
import { inferShape } from './infer-shape';
import type { Shape } from './shape';

/** An activation with its slope. */
export interface NodeActivation {
  readonly name: GraphActivation;
  readonly alpha: number;
}

/** @internal One operation of a network. */
export interface Node {
  /** Of the layer whose parameters and output it has. */
  readonly name: string;
  readonly layer: CompleteLayer | { readonly kind: 'input' };
  readonly inputs: readonly Node[];
  readonly shape: Shape;
  /** Applied to the output before it is stored: after batch norm any, after a product one whose slope its result tells. */
  activation?: NodeActivation;
}

/** Activations whose slope can be told from their result, so that it may overwrite what they are applied to. */
const inPlace: readonly GraphActivation[] = ['relu', 'relu6', 'leakyRelu', 'identity'];

/** The operations of a network in the order in which they run, the input first. */
export interface NetworkNodes {
  readonly nodes: readonly Node[];
  /** The one whose output is the network's. */
  readonly output: Node;
}

/**
 * The operations of a network: layers checked and completed, shapes inferred, activations joined to what they follow.
 *
 * @param options.joins Whether they are; where not, what goes into each activation can be looked at.
 * @throws ArgumentError naming the layer.
 */
export function networkNodes(
  caller: string,
  inputShape: readonly number[],
  layers: readonly LayerDescription[],
  { joins = true }: { joins?: boolean } = {},
): NetworkNodes {
  const input: Node = {
    name: 'input',
    layer: { kind: 'input' },
    inputs: [],
    shape: shapeOfInput(caller, inputShape),
  };
  if (!isList(layers) || layers.length === 0) {
    throw new ArgumentError(caller, 'layers must be a list of at least one layer');
  }
  const named = new Map([['input', input]]);
  const nodes = [input];
  let before = input;
  layers.forEach((description, index) => {
    const name = nameOf(caller, description, index, named);
    const where = `${caller}: layer "${name}"`;
    if (before.layer.kind === 'softmax')
      throw new ArgumentError(where, 'nothing can follow softmax; make it the last layer');
    const sources = description.from === undefined ? [before] : sourcesOf(where, description.from, named);
    const layer = completeLayer(
      where,
      description,
      sources.map(({ shape }) => shape),
    );
    const shape = inferShape(
      where,
      layer,
      sources.map((source) => source.shape),
    );
    for (const node of nodesOf(name, layer, sources, shape, joins)) {
      nodes.push(node);
      before = node;
    }
    named.set(name, before);
  });
  checkReaders(caller, nodes);
  return joins ? joinActivations(nodes) : { nodes, output: nodes.at(-1)! };
}

function shapeOfInput(caller: string, inputShape: readonly number[]): Shape {
  const isShape = Array.isArray(inputShape) && (inputShape.length === 1 || inputShape.length === 3);
  if (!isShape || !inputShape.every((size) => Number.isInteger(size) && size > 0)) {
    const got = Array.isArray(inputShape) ? `[${inputShape.join(', ')}]` : String(inputShape);
    throw new ArgumentError(caller, `inputShape must be [units] or [height, width, channels], got ${got}`);
  }
  const [first, width, channels] = inputShape as [number, number?, number?];
  if (channels === undefined) return { height: 1, width: 1, channels: first, isFlat: true };
  return { height: first, width: width!, channels, isFlat: false };
}

function nameOf(
  caller: string,
  description: LayerDescription,
  index: number,
  named: ReadonlyMap<string, Node>,
): string {
  if (typeof description !== 'object' || description === null) {
    throw new ArgumentError(
      caller,
      `layers[${index}] must be an object with a kind, got ${String(description)}`,
    );
  }
  const { kind, name = `${kind}-${index + 1}` } = description;
  if (typeof name !== 'string' || name === '') {
    throw new ArgumentError(caller, `layers[${index}].name must be a string that is not empty`);
  }
  if (named.has(name)) {
    throw new ArgumentError(
      caller,
      `layers[${index}].name must be unique, and "${name}" is the name of another layer`,
    );
  }
  return name;
}

function sourcesOf(
  where: string,
  from: string | readonly string[],
  named: ReadonlyMap<string, Node>,
): Node[] {
  return [from].flat().map((name) => {
    const source = named.get(name);
    if (source) return source;
    const hint = nearestName(String(name), [...named.keys()], 'earlier layers');
    throw new ArgumentError(where, `from must name earlier layers, got ${show(name)}. ${hint}`);
  });
}

/** A product whose activation cannot overwrite it becomes two operations. */
function nodesOf(
  name: string,
  layer: CompleteLayer,
  inputs: readonly Node[],
  shape: Shape,
  joins: boolean,
): Node[] {
  if (!('activation' in layer) || layer.kind === 'activation') return [{ name, layer, inputs, shape }];
  const activation = { name: layer.activation, alpha: layer.alpha };
  const isJoined = layer.activation === 'identity' || (joins && inPlace.includes(layer.activation));
  if (isJoined) return [{ name, layer, inputs, shape, activation }];
  const product: Node = { name, layer, inputs, shape };
  const applied: CompleteLayer = { kind: 'activation', activation: activation.name, alpha: activation.alpha };
  return [product, { name, layer: applied, inputs: [product], shape }];
}

function checkReaders(caller: string, nodes: readonly Node[]): void {
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  const unread = nodes.slice(0, -1).find((node) => !read.has(node));
  if (!unread) return;
  const what = unread.layer.kind === 'input' ? 'the input' : `layer "${unread.name}"`;
  throw new ArgumentError(
    caller,
    `every layer but the last must be read by another, and nothing reads ${what}`,
  );
}

/** An activation that alone reads batch norm, or a product that it may overwrite, becomes part of it. */
function joinActivations(nodes: readonly Node[]): NetworkNodes {
  const readers = new Map<Node, number>();
  for (const { inputs } of nodes)
    for (const input of inputs) readers.set(input, (readers.get(input) ?? 0) + 1);
  const standIns = new Map<Node, Node>();
  const joined: Node[] = [];
  for (const node of nodes) {
    const inputs = node.inputs.map((input) => standIns.get(input) ?? input);
    const [source] = inputs;
    if (
      node.layer.kind === 'activation' &&
      source &&
      readers.get(node.inputs[0]!) === 1 &&
      canTake(source, node.layer.activation)
    ) {
      source.activation = { name: node.layer.activation, alpha: node.layer.alpha };
      standIns.set(node, source);
      continue;
    }
    const kept: Node = { ...node, inputs };
    standIns.set(node, kept);
    joined.push(kept);
  }
  return { nodes: joined, output: standIns.get(nodes.at(-1)!)! };
}

function canTake({ layer, activation }: Node, name: GraphActivation): boolean {
  if (activation && activation.name !== 'identity') return false;
  if (layer.kind === 'batchNorm') return true;
  return ['dense', 'conv2d', 'depthwiseConv2d'].includes(layer.kind) && inPlace.includes(name);
}

function isList(value: unknown): boolean {
  return Array.isArray(value);
}
