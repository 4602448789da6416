import { ArgumentError, checkNumber, checkOptions, show } from '@bnlab/arguments';
import type { GraphValues } from './graph-description';
import type { Node } from './network-nodes';
import type { ParameterRole } from './parameter-arena';

/** @internal A parameter of a layer, before it has a place. */
export interface GraphParameter {
  readonly layer: string;
  readonly role: ParameterRole;
  /** As it is written: `[3, 3, 16, 32]`. */
  readonly shape: readonly number[];
  /** Whether the optimizer changes it. */
  readonly isTrained: boolean;
}

/** @internal The parameters of a network, in the order in which its layers run. */
export function graphParameters(nodes: readonly Node[]): GraphParameter[] {
  return nodes.flatMap((node) =>
    Object.entries(shapesOf(node)).map(([role, shape]) => ({
      ...{ layer: node.name, role: role as ParameterRole, shape },
      isTrained: !isFrozen(node) && !role.startsWith('population'),
    })),
  );
}

type Shapes = { readonly [role in ParameterRole]?: readonly number[] };

function shapesOf({ layer, inputs, shape: { channels } }: Node): Shapes {
  if (layer.kind === 'dense') return withBias(layer, [inputs[0]!.shape.channels, layer.units], channels);
  if (layer.kind === 'conv2d') {
    return withBias(layer, [...layer.kernelSize, inputs[0]!.shape.channels, layer.filters], channels);
  }
  if (layer.kind === 'depthwiseConv2d') {
    const shape = [...layer.kernelSize, inputs[0]!.shape.channels, layer.depthMultiplier];
    return withBias(layer, shape, channels);
  }
  if (layer.kind === 'batchNorm') {
    return { ...affine(layer, channels), populationMean: [channels], populationVariance: [channels] };
  }
  return layer.kind === 'groupNorm' || layer.kind === 'layerNorm' ? affine(layer, channels) : {};
}

function withBias({ useBias }: { useBias: boolean }, weights: readonly number[], channels: number): Shapes {
  return { weights, ...(useBias && { bias: [channels] }) };
}

function affine({ scale, center }: { scale: boolean; center: boolean }, channels: number): Shapes {
  return { ...(scale && { gamma: [channels] }), ...(center && { beta: [channels] }) };
}

function isFrozen({ layer }: Node): boolean {
  return 'frozen' in layer && layer.frozen;
}

type Written = Pick<GraphParameter, 'layer' | 'role' | 'shape'>;

/**
 * Checks that a state is one of a network of these parameters.
 *
 * @internal
 * @param kept How many values the optimizer keeps of each parameter.
 * @throws ArgumentError naming what is missing, too many, or of another size.
 */
export function checkGraphState(
  caller: string,
  state: GraphValues,
  { parameters, kept }: { parameters: readonly Written[]; kept: number },
): void {
  checkOptions(caller, state, ['step', 'layers', 'slots'], 'values');
  const { step, layers, slots } = state;
  checkNumber(caller, 'step', step, { integer: true, min: 0 });
  checkValues(caller, 'values', parameters, layers);
  if (slots && slots.length !== kept) {
    throw new ArgumentError(
      caller,
      `slots must be ${kept}, as the optimizer keeps of each parameter, got ${slots.length}`,
    );
  }
  slots?.forEach((slot) => checkValues(caller, 'slots', parameters, slot));
}

function checkValues(
  caller: string,
  what: string,
  parameters: readonly Written[],
  layers: GraphValues['layers'],
): void {
  if (typeof layers !== 'object' || layers === null) {
    throw new ArgumentError(
      caller,
      `${what} must be of the layers, { name: { role: values } }, got ${show(layers)}`,
    );
  }
  for (const { layer, role, shape } of parameters) {
    const values = layers[layer]?.[role];
    const length = shape.reduce((product, size) => product * size, 1);
    if (values?.length === length) continue;
    const written = `a Float32Array of ${length} values, [${shape.join(', ')}]`;
    const got = values === undefined ? 'nothing' : `${values.length} values`;
    throw new ArgumentError(caller, `${what} of layer "${layer}" must have ${role}, ${written}, got ${got}`);
  }
  const known = new Set(parameters.map(({ layer }) => layer));
  const unknown = Object.keys(layers).find((layer) => !known.has(layer));
  if (unknown === undefined) return;
  throw new ArgumentError(
    caller,
    `${what} must be of the network's layers, got some of "${unknown}", which has none`,
  );
}
