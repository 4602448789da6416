import { beforeAll, describe, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describeBatchNorm } from '@bnlab/core/spec';
import { backends } from '../helpers/backends';
import { channelsFirst, channelsLast, layerWithChannels } from '../helpers/layer-implementation';

const options = { runner: { describe, test }, numRuns: fc.readConfigureGlobal().numRuns };

describe.each(backends)('on the backend %s', (backend) => {
  beforeAll(() => tf.setBackend(backend));
  describeBatchNorm('the layer', layerWithChannels(channelsLast), options);
});

describe('channels first', () => {
  beforeAll(() => tf.setBackend('wasm'));
  // Of tensors of more axes the laws say which one has the channels; those are above.
  const layer = { ...layerWithChannels(channelsFirst), trainingOnAxis: undefined };
  describeBatchNorm('the layer', layer, options);
});
