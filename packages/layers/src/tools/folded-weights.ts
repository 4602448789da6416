import type * as tf from '@tensorflow/tfjs-core';
import { foldIntoWeights } from '@bnlab/core';
import { pathTo } from './layer-paths';
import type { NormPlace } from './norm-place';
import type { Unwrapped } from './unwrapped-layer';

/** The weights of a model in the course of folding, by path: those of the old one until others are put in their place. */
export class FoldedWeights {
  private readonly made: tf.Tensor[] = [];

  constructor(readonly byPath: Map<string, tf.Tensor>) {}

  get({ path }: Unwrapped, name: string): tf.Tensor | undefined {
    return this.byPath.get(pathTo(path, name));
  }

  /** Puts tensors, which become its own, in the place of a layer's weights. */
  set({ path }: Unwrapped, weights: Record<string, tf.Tensor>): void {
    for (const [name, tensor] of Object.entries(weights)) {
      this.byPath.set(pathTo(path, name), tensor);
      this.made.push(tensor);
    }
  }

  /** Gives a layer's weights the paths that come with another name of the layer. */
  rename(oldPath: string, newPath: string): void {
    const prefix = pathTo(oldPath, '');
    for (const [path, weight] of this.byPath) {
      if (path.startsWith(prefix)) this.byPath.set(pathTo(newPath, path.slice(prefix.length)), weight);
    }
  }

  /** Folds a batch norm layer into a kernel, and a bias if there is one; see core's `foldIntoWeights`. */
  fold(
    kernel: tf.Tensor,
    bias: tf.Tensor | undefined,
    layer: Parameters<typeof foldIntoWeights>[1]['layer'],
    { norm, live: { epsilon } }: NormPlace,
  ): ReturnType<typeof foldIntoWeights> {
    return foldIntoWeights(kernel, {
      layer,
      epsilon,
      bias,
      mean: this.get(norm, 'moving_mean')!,
      variance: this.get(norm, 'moving_variance')!,
      gamma: this.get(norm, 'gamma'),
      beta: this.get(norm, 'beta'),
    });
  }

  dispose(): void {
    this.made.forEach((tensor) => tensor.dispose());
  }
}
