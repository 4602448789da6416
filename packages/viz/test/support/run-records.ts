import type { NetworkRecord, RunRecord } from '../../src';

/** A network whose accuracies are given, measured every 50 steps. */
export function network(
  batchNorm: boolean,
  validationAccuracy: (number | null)[],
  rest: Partial<NetworkRecord> = {},
): NetworkRecord {
  return {
    name: batchNorm ? 'With Batch Norm' : 'Without Batch Norm',
    batchNorm,
    steps: validationAccuracy.map((_, index) => index * 50),
    validationAccuracy,
    ...rest,
  };
}

/** A record of the lesson's pair of networks. */
export function record(
  withBatchNorm: (number | null)[],
  withoutBatchNorm: (number | null)[],
  rest: Partial<RunRecord> = {},
): RunRecord {
  return {
    preset: 'relu-lr0.01-2000',
    seed: 1,
    settings: { learningRate: 0.01 },
    networks: [network(false, withoutBatchNorm), network(true, withBatchNorm)],
    ...rest,
  };
}
