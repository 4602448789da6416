import { ArgumentError } from '@bnlab/arguments';

/** The part of a run record about one network. Other fields are ignored. */
export interface NetworkRecord {
  /** Name of the network, for example `With Batch Norm`; the same in all records. */
  readonly name: string;
  /** Whether the network uses batch normalization. Determines the color and the dashes of its line. */
  readonly batchNorm: boolean;
  /** Training step of each measurement: finite, 0 or more, ascending. */
  readonly steps: ArrayLike<number>;
  /**
   * Validation accuracy at each of `steps`, 0 to 1. The first value that is `null`, `NaN` or infinite marks divergence
   * (JSON writes `NaN` as `null`); the line ends before it.
   */
  readonly validationAccuracy: ArrayLike<number | null>;
  /** Whether the network diverged. The accuracies alone need not show it. Default: `false`. */
  readonly diverged?: boolean;
  /** Training steps per second, from which `timeToAccuracyRows` computes seconds. */
  readonly stepsPerSecond?: number;
}

/** The part of a run record that charts read. All networks of a record were trained on the same data and settings. */
export interface RunRecord {
  /** Name of the settings; the same for all records of a chart. */
  readonly preset: string;
  /** Seed of the run. */
  readonly seed: number | string;
  /** The learning rate, if present, is shown in the subtitle. */
  readonly settings?: { readonly learningRate?: number };
  readonly networks: readonly NetworkRecord[];
}

/**
 * Throws unless the records can be drawn as one chart of accuracies.
 *
 * @throws {ArgumentError} if there are no records, a record is invalid, presets differ, lengths differ, steps do not
 *   ascend, or an accuracy is outside 0 to 1.
 */
export function checkRecords(caller: string, records: readonly RunRecord[]): void {
  checkRecordShape(caller, records);
  records.forEach(({ networks }, index) =>
    networks.forEach((network, at) => checkMeasures(caller, network, `records[${index}].networks[${at}]`)),
  );
  checkOnePreset(caller, records);
  checkNames(caller, records);
}

/** Throws unless `records` is an array of at least one record with networks that have a name and a kind. */
export function checkRecordShape(caller: string, records: readonly { readonly networks: unknown }[]): void {
  if (!Array.isArray(records)) {
    throw new ArgumentError(caller, `records must be an array of run records, got ${typeOf(records)}`);
  }
  if (records.length === 0) {
    throw new ArgumentError(caller, `records must hold at least one run record, got none`);
  }
  records.forEach((record: RunRecord, index) => checkRecord(caller, record, `records[${index}]`));
}

function checkRecord(caller: string, record: RunRecord, where: string): void {
  if (!Array.isArray(record?.networks)) {
    throw new ArgumentError(
      caller,
      `${where}.networks must be an array, got ${typeOf(record?.networks)}; ` +
        `a run record looks like { preset, seed, networks: [{ name, batchNorm, steps, validationAccuracy }] }`,
    );
  }
  if (record.networks.length === 0) {
    throw new ArgumentError(caller, `${where}.networks must hold at least one network, got none`);
  }
  record.networks.forEach((network: NetworkRecord, index) =>
    checkNetwork(caller, network, `${where}.networks[${index}]`),
  );
}

function checkNetwork(caller: string, network: NetworkRecord, where: string): void {
  if (typeof network?.name !== 'string' || typeof network.batchNorm !== 'boolean') {
    throw new ArgumentError(
      caller,
      `${where} must have a name (string) and batchNorm (boolean), ` +
        `got ${typeOf(network?.name)} and ${typeOf(network?.batchNorm)}`,
    );
  }
}

function checkMeasures(caller: string, { steps, validationAccuracy }: NetworkRecord, where: string): void {
  if (!isList(steps) || !isList(validationAccuracy)) {
    throw new ArgumentError(
      caller,
      `${where}.steps and .validationAccuracy must be arrays, ` +
        `got ${typeOf(steps)} and ${typeOf(validationAccuracy)}`,
    );
  }
  if (steps.length !== validationAccuracy.length) {
    throw new ArgumentError(
      caller,
      `${where} must have one validation accuracy for each of its steps, ` +
        `got ${steps.length} steps and ${validationAccuracy.length} accuracies`,
    );
  }
  checkSteps(caller, steps, where);
  checkAccuracies(caller, validationAccuracy, where);
}

function checkSteps(caller: string, steps: ArrayLike<number>, where: string): void {
  Array.from(steps).forEach((step, index, all) => {
    if (!Number.isFinite(step) || step < 0) {
      throw new ArgumentError(caller, `${where}.steps[${index}] must be finite and 0 or more, got ${step}`);
    }
    const previous = all[index - 1];
    if (previous !== undefined && step <= previous) {
      throw new ArgumentError(
        caller,
        `${where}.steps must ascend, got ${step} after ${previous}; ` +
          `draw several runs as several records`,
      );
    }
  });
}

function checkAccuracies(caller: string, accuracies: ArrayLike<number | null>, where: string): void {
  Array.from(accuracies).forEach((accuracy, index) => {
    if (accuracy !== null && typeof accuracy !== 'number') {
      throw new ArgumentError(
        caller,
        `${where}.validationAccuracy[${index}] must be a number or null, got ${typeOf(accuracy)}`,
      );
    }
    if (accuracy !== null && Number.isFinite(accuracy) && (accuracy < 0 || accuracy > 1)) {
      throw new ArgumentError(
        caller,
        `${where}.validationAccuracy[${index}] must lie in 0 to 1, got ${accuracy}; ` +
          `divide percentages by 100`,
      );
    }
  });
}

function checkOnePreset(caller: string, records: readonly RunRecord[]): void {
  const presets = [...new Set(records.map((record) => record.preset))];
  if (presets.length > 1) {
    throw new ArgumentError(
      caller,
      `records must share one preset, got ${presets.map((preset) => `'${preset}'`).join(', ')}; ` +
        `draw one chart for each`,
    );
  }
}

function checkNames(caller: string, records: readonly RunRecord[]): void {
  const batchNorm = new Map<string, boolean>();
  for (const [index, { networks }] of records.entries()) {
    if (new Set(networks.map(({ name }) => name)).size < networks.length) {
      throw new ArgumentError(
        caller,
        `records[${index}].networks must have names of their own, got one twice`,
      );
    }
    for (const network of networks) {
      const before = batchNorm.get(network.name) ?? network.batchNorm;
      if (before !== network.batchNorm) {
        throw new ArgumentError(
          caller,
          `networks of one name must agree on batchNorm, got both for '${network.name}'; rename one`,
        );
      }
      batchNorm.set(network.name, before);
    }
  }
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : typeof value;
}
