import * as tf from '@tensorflow/tfjs';
import * as kernels from '@bnlab/kernels';
import * as mnist from '@bnlab/mnist';
import * as layers from '../../src';
import { brightCorners, residual, trainSteps } from '../../../kernels/test/helpers/graph-presets';
import { clusters, inOrder } from '../../test/helpers/clusters';

/** What the tests' page has for the functions that they run in it. */
const graphs = { brightCorners, residual, trainSteps };
const lab = { tf, kernels, mnist, layers, clusters, inOrder, graphs };

declare global {
  var lab: Lab;
}

export type Lab = typeof lab;

globalThis.lab = lab;
