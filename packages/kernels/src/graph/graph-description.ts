import { ArgumentError, checkOptions } from '@bnlab/arguments';
import { sizeOf } from './shape';
import type { LayerDescription } from './layer-description';
import { completeLoss, type CompleteLoss, type GraphLoss } from './loss';
import { networkNodes, type Node } from './network-nodes';
import { completeOptimizer, type CompleteOptimizer, type GraphOptimizer } from './optimizer';

/** A network of layers, and how it is trained. */
export interface GraphDescription {
  /** Of an example: `[units]` or `[height, width, channels]`. */
  readonly inputShape: readonly number[];
  /** In the order in which they run. */
  readonly layers: readonly LayerDescription[];
  /** The loss to minimize. Default: `'softmaxCrossEntropy'`. */
  readonly loss?: GraphLoss | GraphLoss['kind'];
  /** How a step changes the parameters. Default: `'sgd'`. */
  readonly optimizer?: GraphOptimizer | GraphOptimizer['kind'];
}

/** @internal A description, checked and completed. */
export interface CompleteGraph {
  readonly nodes: readonly Node[];
  readonly output: Node;
  readonly inputSize: number;
  readonly outputSize: number;
  readonly loss: CompleteLoss;
  readonly optimizer: CompleteOptimizer;
  /** Examples whose statistics batch norm takes together in training; undefined: the batch. */
  readonly ghostBatchSize: number | undefined;
}

/**
 * Checks a description and completes it.
 *
 * @internal
 * @throws ArgumentError naming the layer and the option, what it must be and what it is.
 */
export function completeGraph(
  caller: string,
  description: GraphDescription,
  options: { joins?: boolean } = {},
): CompleteGraph {
  checkOptions(caller, description, ['inputShape', 'layers', 'loss', 'optimizer'], 'description');
  const { inputShape, layers, loss = 'softmaxCrossEntropy', optimizer = 'sgd' } = description;
  const { nodes, output } = networkNodes(caller, inputShape, layers, options);
  return {
    ...{ nodes, output, inputSize: sizeOf(nodes[0]!.shape), outputSize: sizeOf(output.shape) },
    ...{ loss: completeLoss(caller, loss), optimizer: completeOptimizer(caller, optimizer) },
    ghostBatchSize: ghostBatchSizeOf(caller, nodes),
  };
}

function ghostBatchSizeOf(caller: string, nodes: readonly Node[]): number | undefined {
  const sizes = nodes.flatMap(({ name, layer }) =>
    layer.kind === 'batchNorm' && !layer.frozen ? [{ name, size: layer.ghostBatchSize }] : [],
  );
  const [first] = sizes;
  const other = sizes.find(({ size }) => size !== first?.size);
  if (!first || !other) return first?.size;
  const text = ({ name, size }: typeof first) => `"${name}" ${size ?? 'none'}`;
  throw new ArgumentError(
    caller,
    `ghostBatchSize must be the same in every batchNorm layer, got ${text(first)}, ${text(other)}`,
  );
}

/** The state of a network: its step, its parameters and the values that the optimizer keeps. */
export interface GraphValues {
  /** Steps trained so far. */
  readonly step: number;
  /** Parameters by layer and role. */
  readonly layers: { readonly [layer: string]: { readonly [role: string]: Float32Array } };
  /** The values that the optimizer keeps per parameter: momentum one, Adam two. Absent: zeros. */
  readonly slots?: readonly GraphValues['layers'][];
}
