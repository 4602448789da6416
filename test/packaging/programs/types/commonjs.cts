import tf = require('@tensorflow/tfjs');
import layers = require('@bnlab/layers');
import core = require('@bnlab/core');
import spec = require('@bnlab/core/spec');
import kernels = require('@bnlab/kernels/tfjs');

const layer: layers.BatchNormalization = layers.batchNormalization({ axis: 1, momentum: null });
const model: tf.Sequential = tf.sequential({ layers: [layer] });
const saved: Promise<tf.io.SaveResult> = model.save(layers.fileSystem('model'));
const net: Promise<layers.NeuralNet> = layers.NeuralNet.create({ layerSizes: [2, 4, 2] });
const { output }: { output: tf.Tensor } = core.batchNormTraining(tf.ones([2, 2]));
const registration: Promise<kernels.Registration> = kernels.registerFusedKernels();

// @ts-expect-error Options are checked by the compiler as well.
layers.batchNormalization({ momentm: 0.9 });

export = { saved, net, output, registration, check: spec.checkBatchNorm };
