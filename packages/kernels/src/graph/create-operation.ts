import type { Node } from './network-nodes';
import type { NetworkContext, Operation } from './operation';
import { Activation } from './operations/activation';
import { BatchNorm } from './operations/batch-norm';
import { Convolution } from './operations/convolution';
import { DepthwiseConvolution } from './operations/depthwise-convolution';
import { Dropout } from './operations/dropout';
import { Flatten } from './operations/flatten';
import { GroupNorm } from './operations/group-norm';
import { Add, Concat } from './operations/merge';
import { Pooling } from './operations/pooling';

/** The operation of a node; undefined for the input, which is there before anything runs. */
export function createOperation(node: Node, context: NetworkContext): Operation | undefined {
  const { kind } = node.layer;
  switch (kind) {
    case 'input':
      return undefined;
    case 'dense':
    case 'conv2d':
      return new Convolution(node, context);
    case 'depthwiseConv2d':
      return new DepthwiseConvolution(node, context);
    case 'maxPooling2d':
    case 'averagePooling2d':
    case 'globalAveragePooling2d':
      return new Pooling(node, context);
    case 'batchNorm':
      return new BatchNorm(node, context);
    case 'groupNorm':
    case 'layerNorm':
      return new GroupNorm(node, context);
    case 'activation':
      return new Activation(node, context);
    case 'dropout':
      return new Dropout(node, context);
    case 'flatten':
      return new Flatten(node, context);
    case 'add':
      return new Add(node, context);
    case 'concat':
      return new Concat(node, context);
    case 'softmax':
      return {
        forward: (builder) => builder.alias(node, builder.tensor(node.inputs[0]!)),
        backward: () => undefined,
      };
  }
}
