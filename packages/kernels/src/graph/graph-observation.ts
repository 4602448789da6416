import { deadShare, liveShares } from '../network/dead-units';
import {
  BINS,
  describeValues,
  type Distribution,
  norm,
  type ObservationOptions,
  QUANTILES,
  updateRatio,
  type UpdateRatios,
} from '../network/observation';
import type { Node } from './network-nodes';
import type { LayerParameters } from './parameter-arena';

/** One layer of a {@link CompiledGraph} in one training step. */
export interface GraphLayerObservation {
  readonly name: string;
  readonly kind: Exclude<Node['layer']['kind'], 'input'>;
  /** The layer's outputs, after its activation where it has one. */
  readonly activations: Distribution;
  /** The inputs of the activation, where the layer has one or is one. */
  readonly preactivations?: Distribution;
  /** The share of channels whose activation is flat at every pixel of every example; see {@link deadShare}. */
  readonly deadShare?: number;
  /** Per channel, the share of pixels of all examples at which its activation is not flat; see {@link liveShares}. */
  readonly liveShares?: Float32Array;
  readonly gamma?: Float32Array;
  readonly beta?: Float32Array;
  /** The Euclidean norms of the parameters before the step, and of the gradients of the batch's mean loss. */
  readonly norms: { readonly [name: string]: number };
  /** With `learningRate`: by parameter, the Euclidean norm of the step's change over that of the parameter. */
  readonly updateRatios?: UpdateRatios;
}

/** Every layer of a {@link CompiledGraph} in one training step. */
export interface GraphObservation {
  /** The number of steps trained before. */
  readonly step: number;
  /** The mean loss of the batch. */
  readonly loss: number;
  readonly layers: readonly GraphLayerObservation[];
}

/** The traces of a step of a network whose activations are operations of their own. */
export interface SeenStep {
  readonly nodes: readonly Node[];
  /** The output of each node, [examples, pixels, channels]. */
  readonly outputs: ReadonlyMap<Node, Float32Array>;
  readonly parameters: { readonly [layer: string]: LayerParameters };
  readonly gradients: { readonly [layer: string]: LayerParameters };
  /** The parameters after the step, where it was made. */
  readonly moved: { readonly [layer: string]: LayerParameters } | undefined;
}

/** Describes every layer, in the order of the network. */
export function describeLayers(seen: SeenStep, options: ObservationOptions): GraphLayerObservation[] {
  const ends = new Map<string, Node>();
  for (const node of seen.nodes) if (seen.outputs.has(node)) ends.set(node.name, node);
  ends.delete('input');
  return [...ends.values()].map((node) => describeLayer(node, seen, options));
}

function describeLayer(
  node: Node,
  { nodes, outputs, parameters, gradients, moved }: SeenStep,
  { quantiles = QUANTILES, bins = BINS }: ObservationOptions,
): GraphLayerObservation {
  const { name, layer } = node;
  const first = nodes.find((other) => other.name === name)!;
  const describe = (values: Float32Array) => describeValues(values, quantiles, bins);
  const { gamma, beta } = parameters[name] ?? {};
  return {
    name,
    kind: first.layer.kind as GraphLayerObservation['kind'],
    activations: describe(outputs.get(node)!),
    ...(layer.kind === 'activation' && activationOf(node, layer, outputs.get(node.inputs[0]!)!, describe)),
    ...(gamma && { gamma }),
    ...(beta && { beta }),
    norms: normsOf(parameters[name] ?? {}, gradients[name] ?? {}),
    ...(moved && { updateRatios: ratiosOf(parameters[name] ?? {}, moved[name] ?? {}) }),
  };
}

function activationOf(
  { shape }: Node,
  { activation, alpha }: Extract<Node['layer'], { kind: 'activation' }>,
  inputs: Float32Array,
  describe: (values: Float32Array) => Distribution,
) {
  return {
    preactivations: describe(inputs),
    deadShare: deadShare(inputs, shape.channels, activation, alpha),
    liveShares: liveShares(inputs, shape.channels, activation, alpha),
  };
}

/** The name of a gradient's norm, by that of its parameter; population statistics have none. */
const gradientNames = {
  weights: 'weightGradient',
  bias: 'biasGradient',
  gamma: 'gammaGradient',
  beta: 'betaGradient',
} as const;
const learned = Object.keys(gradientNames) as (keyof typeof gradientNames)[];

function normsOf(parameters: LayerParameters, gradients: LayerParameters): { [name: string]: number } {
  const norms = learned.flatMap((role) => {
    const values = parameters[role];
    return values
      ? [[role, norm(values)] as const, [gradientNames[role], norm(gradients[role]!)] as const]
      : [];
  });
  return Object.fromEntries(norms);
}

function ratiosOf(before: LayerParameters, after: LayerParameters): UpdateRatios {
  const ratios = learned.flatMap((role) =>
    before[role] ? [[role, updateRatio(before[role], after[role]!)] as const] : [],
  );
  return Object.fromEntries(ratios);
}
