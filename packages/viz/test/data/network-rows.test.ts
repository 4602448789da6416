import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { networkRows } from '../../src/data/network-rows';

const networks = fc.array(fc.record({ name: fc.string(), batchNorm: fc.boolean() }), { minLength: 1 });
const records = fc.array(fc.record({ seed: fc.nat(), networks }), { minLength: 1 });

it('makes a row of each network of each record, in their order', () => {
  fc.assert(
    fc.property(records, (all) => {
      const rows = networkRows(all, (network, { seed }) => ({ seed, letters: network.name.length }));
      const wanted = all.flatMap(({ seed, networks }) =>
        networks.map(({ name, batchNorm }) => ({ network: name, batchNorm, seed, letters: name.length })),
      );
      expect(rows).toEqual(wanted);
    }),
    { seed: 12 },
  );
});

it('makes as many rows as there are fields, and takes another name', () => {
  const all = [{ networks: [{ name: 'a', batchNorm: true }] }];
  expect(networkRows(all, () => [{ step: 0 }, { step: 1 }])).toEqual([
    { network: 'a', batchNorm: true, step: 0 },
    { network: 'a', batchNorm: true, step: 1 },
  ]);
  expect(networkRows(all, () => [])).toEqual([]);
  expect(networkRows(all, () => ({ network: 'Before the activation' }))).toEqual([
    { network: 'Before the activation', batchNorm: true },
  ]);
});
