import { beforeAll, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { compareOrKeep } from '../../../packages/layers/test/helpers/backend-results';
import { checkLaws } from '../../../packages/layers/test/helpers/check-laws';
import { trainPolicies } from '../../../packages/layers/test/helpers/train-policies';

beforeAll(() => tf.setBackend('tensorflow'));

test('the laws hold, as the README says', async () => {
  const { core, layer } = await checkLaws({ numRuns: 5, large: true });
  const policies = await trainPolicies();
  expect([...core.broken, ...layer.broken]).toEqual([]);
  compareOrKeep('tensorflow', { core, layer, policies });
});
