import * as tf from '@tensorflow/tfjs';

// The CPU backend would greet the user and advise another package.
tf.env().set('PROD', true);
