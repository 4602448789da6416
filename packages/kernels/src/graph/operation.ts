import { geometryRecord } from '../generated/graph-records';
import type { LinearMemory } from '../wasm/linear-memory';
import type { Geometry } from './geometry';
import { graphActivations } from './layer-description';
import type { Node, NodeActivation } from './network-nodes';
import type { ParameterArena } from './parameter-arena';
import type { ProgramBuilder } from './program';

/** Which products are made by Winograd's tiles: those that are faster so, or none, for the accuracy of float32. */
export type ConvolutionMethod = 'fast' | 'exact';

/** The context that the operations of a network share. */
export interface NetworkContext {
  readonly memory: LinearMemory;
  readonly arena: ParameterArena;
  readonly convolutions: ConvolutionMethod;
  /** Examples whose statistics are taken together in training; undefined: the batch. */
  readonly ghostBatchSize: number | undefined;
  /** Whether gradients must reach a node: whether anything learns at it or before it. */
  isLearning(node: Node): boolean;
}

/** An operation of a network: it adds its stages to programs. */
export interface Operation {
  forward(builder: ProgramBuilder): void;
  /** The gradient to its output is complete, and may be overwritten. */
  backward(builder: ProgramBuilder): void;
}

/** Writes a record that the kernels read. */
export function writeGeometry(memory: LinearMemory, geometry: Geometry): number {
  const fields = Object.keys(geometryRecord) as (keyof Geometry)[];
  const address = memory.allocate(4 * fields.length);
  new Int32Array(memory.memory.buffer, address, fields.length).set(fields.map((field) => geometry[field]));
  return address;
}

/** The kernels' number of an activation: its place among {@link graphActivations}. */
export function activationCode({ name }: NodeActivation): number {
  return graphActivations.indexOf(name);
}
