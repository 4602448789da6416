import { forward } from './passes';
import { Evaluation, layerAt, Network } from './records';
import { countHits, softmaxCrossEntropy, sumLosses } from './softmax-cross-entropy';

/**
 * Takes batch after batch that nobody has taken yet, and writes its loss and its hits: several threads may do so, each
 * with a network of its own that has the same parameters.
 */
export function evaluateBatches(network: Network, evaluation: Evaluation): void {
  const output = layerAt(network, network.layerCount - 1);
  const size = evaluation.batchSize;
  while (true) {
    const number = atomic.add<u32>(changetype<usize>(evaluation) + offsetof<Evaluation>('next'), 1);
    const first = number * size;
    if (first >= evaluation.examples) return;
    network.batch = min(size, evaluation.examples - first);
    network.ghostBatch = network.batch;
    for (let i: u32 = 0; i < network.batch; i++) store<u32>(network.indices + (<usize>i << 2), first + i);
    forward(network, network, evaluation.batchStatistics != 0, false, false);
    softmaxCrossEntropy(network, output, 0, network.panel, 0, network.batch);
    store<f64>(evaluation.losses + (<usize>number << 3), sumLosses(network));
    store<u32>(evaluation.hits + (<usize>number << 2), countHits(network, output));
  }
}
