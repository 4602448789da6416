import { batchNormalization, createReplicas, joinReplicas } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';

// In the worker of a replica. Of several, each waits here for the others;
// this one is alone in its group, so nobody has to come.
const { shared } = createReplicas({ replicas: 1 });
const { reduceMoments, sum, leave } = joinReplicas(shared, 0);

const layer = batchNormalization({ reduceMoments, momentum: 0 });
layer.apply(tf.tensor2d([[1], [3]]), { training: true });
console.log(layer.movingMean.read().dataSync()[0]); // 2
console.log(sum({ gradient: tf.tensor1d([5]) }).gradient!.dataSync()[0]); // 5
leave();
