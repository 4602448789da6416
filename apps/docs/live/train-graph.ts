import { CompiledGraph, initialGraphValues, type GraphDescription } from '@bnlab/kernels';
import { BatchStream, type Dataset } from '@bnlab/mnist';

/** A network of layers and how it is to be trained. */
export interface GraphPlan {
  readonly graph: GraphDescription;
  readonly seed: number;
  readonly learningRate: number;
  readonly batchSize: number;
  readonly trainingBatches: number;
  /** Batches between two moments. */
  readonly batchesPerMoment: number;
}

/** A network in training. */
export interface GraphMoment {
  readonly batch: number;
  /** Over images that it does not learn from, with population statistics. */
  readonly accuracy: number;
  /** The largest gradient of a bias in a layer whose name begins with `hidden`, without its sign; NaN where there is none. */
  readonly biasGradient: number;
}

/** Trains a network of layers, and says from time to time how it does. */
export async function* trainGraph(
  { graph, seed, learningRate, batchSize, trainingBatches, batchesPerMoment }: GraphPlan,
  { train, check }: { train: Dataset; check: Dataset },
): AsyncGenerator<GraphMoment, void> {
  const network = await CompiledGraph.create(graph);
  network.setState(initialGraphValues(network.parameters(), { seed }));
  const stream = new BatchStream(train, { seed });
  const images = examplesOf(train);
  const checked = examplesOf(check);
  for (let batch = 0; batch <= trainingBatches; batch++) {
    const indices = stream.nextIndices(batchSize);
    if (batch % batchesPerMoment === 0 || batch === trainingBatches) {
      const { layers } = network.gradients(images, indices);
      yield { batch, accuracy: network.evaluate(checked).accuracy, biasGradient: largestBias(layers) };
    }
    if (batch < trainingBatches) network.trainStep(images, indices, learningRate);
  }
}

function examplesOf({ count, inputs, labels }: Dataset) {
  return { count, inputs, labels };
}

function largestBias(layers: Readonly<Record<string, Readonly<Record<string, Float32Array>>>>): number {
  const biases = Object.entries(layers).flatMap(([name, { bias }]) =>
    name.startsWith('hidden') && bias ? [...bias] : [],
  );
  return biases.length === 0 ? NaN : Math.max(...biases.map(Math.abs));
}
