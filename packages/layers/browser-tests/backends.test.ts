import { expect, test } from '@jest/globals';
import { compareOrKeep } from '../test/helpers/backend-results';
import { browserBackends, checkInBrowser } from './support/check-in-browser';

test.each(browserBackends)('the laws hold in a page on $name', async (backend) => {
  const { core, layer, threads, policies } = await checkInBrowser(backend, {
    numRuns: 5,
    large: backend.name !== 'webgpu',
  });
  expect([...core.broken, ...layer.broken]).toEqual([]);
  expect(threads).toBe(backend.isolated ?? false);
  compareOrKeep(backend.name, { core, layer, policies });
});
