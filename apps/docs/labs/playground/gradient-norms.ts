import type { NetworkState } from '@bnlab/layers';

/**
 * The length of the gradient of each layer's weights in the one step of plain gradient descent that led from one state
 * to the next: w' = w - r g, so |g| = |w' - w| / r.
 */
export function gradientNorms(before: NetworkState, after: NetworkState, learningRate: number): number[] {
  return before.layers.map(({ weights: { values: old } }, index) => {
    const { values } = after.layers[index]!.weights;
    let squares = 0;
    for (let i = 0; i < values.length; i++) squares += (values[i]! - old[i]!) ** 2;
    return Math.sqrt(squares) / learningRate;
  });
}
