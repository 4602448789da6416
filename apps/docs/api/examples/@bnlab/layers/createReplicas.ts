import { createReplicas, joinReplicas } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';

// A group for two workers: each gets `shared` and its number, and
// `watch(worker, number)` tells the others if it ends.
const { shared, dispose } = createReplicas({ replicas: 2, timeout: 10_000 });
const first = joinReplicas(shared, 0);
dispose();
try {
  first.sum({ x: tf.ones([2]) });
} catch (error) {
  console.log((error as Error).message); // sum: the group has been disposed of; make it anew
}
