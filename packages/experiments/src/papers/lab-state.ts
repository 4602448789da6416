import type { NetworkState, NeuralNet } from '@bnlab/layers';
import type { BatchStream } from '@bnlab/mnist';

/** The weights of every layer, copied. */
export function weightsOf({ layers }: NetworkState): Float32Array[] {
  return layers.map(({ weights }) => weights.values.slice());
}

/** A state with other weights. */
export function withWeights(state: NetworkState, weights: readonly Float32Array[]): NetworkState {
  const layers = state.layers.map((layer, index) => ({
    ...layer,
    weights: { ...layer.weights, values: weights[index]! },
  }));
  return { ...state, layers };
}

/** One step of gradient descent on the examples at `indices`. */
export async function stepOn(
  net: NeuralNet,
  { examples }: Pick<BatchStream, 'examples'>,
  indices: Uint32Array,
  learningRate: number,
): Promise<void> {
  const stream = { examples, nextIndices: () => indices };
  const training = net.train(stream, { trainingBatches: 1, learningRate, batchSize: indices.length });
  while (!(await training.next()).done);
}
