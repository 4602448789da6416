import { describe, expect, it } from '@jest/globals';
import { accuracySeries } from '../../src/data/accuracy-series';
import { resultPhrases } from '../../src/charts/accuracy-chart';
import { network } from '../support/run-records';

const phrases = (...runs: ((number | null)[] | ReturnType<typeof network>)[]) => {
  const records = runs.map((run, seed) => ({
    preset: 'relu-lr1',
    seed,
    networks: [Array.isArray(run) ? network(true, run) : run],
  }));
  return resultPhrases(accuracySeries(records)[0]!);
};

describe('resultPhrases', () => {
  it('says the last accuracy of one run', () => {
    expect(phrases([0.1, 0.9754])).toEqual(['97.5%']);
  });

  it('says median and range of several', () => {
    expect(phrases([0.9], [0.95], [0.97])).toEqual(['95.0%, median of 3', '90.0% to 97.0%']);
    expect(phrases([0.9], [0.96])).toEqual(['93.0%, median of 2', '90.0% to 96.0%']);
  });

  it('says where one run diverged', () => {
    expect(phrases([0.1, ...new Array<number>(40).fill(0.2), null])).toEqual([
      '20.0%',
      'diverged after step 2,000',
    ]);
    expect(phrases(network(true, [0.1, 0.098], { diverged: true }))).toEqual(['9.8%', 'diverged']);
  });

  it('says how many of several diverged, and takes the median over those that measured something', () => {
    expect(phrases([0.9], [null], [0.8, null])).toEqual([
      '85.0%, median of 2',
      '80.0% to 90.0%',
      '2 diverged',
    ]);
  });

  it('says nothing of a run without measurements, and that one which never had any diverged', () => {
    expect(phrases([])).toEqual([]);
    expect(phrases([null, null])).toEqual(['diverged from the start']);
  });
});
