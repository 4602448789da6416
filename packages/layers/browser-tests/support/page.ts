import * as tf from '@tensorflow/tfjs';
import * as mnist from '@bnlab/mnist';
import * as layers from '../../src';
import { clusters, inOrder } from '../../test/helpers/clusters';

/** What the tests' page has for the functions that they run in it. */
const lab = { tf, mnist, layers, clusters, inOrder };

declare global {
  var lab: Lab;
}

export type Lab = typeof lab;

globalThis.lab = lab;
