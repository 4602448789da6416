import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { BatchNormalization } from './batch-normalization';
import { GroupNormalization } from './group-normalization';
import { BatchNormGRUCell } from './recurrent/batch-norm-gru-cell';
import { BatchNormLSTMCell } from './recurrent/batch-norm-lstm-cell';
import { keepOrderOfCalls } from '../keras/call-order';
import { keepTrainingOfCalls } from '../keras/call-training';
import { registerAliases } from '../keras/layer-aliases';
import { keepConfigurationsWhole, registerLoadedModels, writeDepthMultipliers } from '../keras/loaded-models';
import { checkGradientsOfModels } from '../keras/missing-gradients';
import { saveStatisticsOfModels } from '../keras/saved-statistics';
import { warnOfTwoPackages } from '../tensorflow-copies';
import { layersByPath } from '../tools/layer-paths';
import { BatchNormSimpleRNNCell } from './recurrent/batch-norm-simple-rnn-cell';

/*
 * Makes TensorFlow.js load saved models with these layers. `BatchNormalization` takes the place of the stock class of that
 * name: a model saved with either, or with Keras, loads with this one.
 */
warnOfTwoPackages();
tf.serialization.registerClass(BatchNormalization);
tf.serialization.registerClass(GroupNormalization);
tf.serialization.registerClass(BatchNormGRUCell);
tf.serialization.registerClass(BatchNormLSTMCell);
tf.serialization.registerClass(BatchNormSimpleRNNCell);

registerAliases();
registerLoadedModels();
keepConfigurationsWhole();
writeDepthMultipliers();

const isBatchNorm = (layer: tfl.layers.Layer) => layer instanceof BatchNormalization;
const holdsBatchNorm = (layer: tfl.layers.Layer) =>
  isBatchNorm(layer) || [...layersByPath(layer).values()].some(isBatchNorm);
keepTrainingOfCalls(holdsBatchNorm);
keepOrderOfCalls(holdsBatchNorm);
checkGradientsOfModels(holdsBatchNorm);
saveStatisticsOfModels();
