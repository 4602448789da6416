import * as tf from '@tensorflow/tfjs';
import { BatchNormalization } from './batch-normalization';

/*
 * Makes TensorFlow.js load saved models with these layers. `BatchNormalization` takes the place of the stock class of that
 * name: a model saved with either, or with Keras, loads with this one.
 */
tf.serialization.registerClass(BatchNormalization);
