import { ArgumentError, show } from '@bnlab/arguments';

/** Throws unless `records` is an array of run records, of which at least `least` are there. */
export function checkRecords(functionName: string, records: unknown, least = 0): void {
  if (!Array.isArray(records)) {
    throw new ArgumentError(functionName, `records must be an array of run records, got ${show(records)}`);
  }
  if (records.length < least) {
    throw new ArgumentError(functionName, `records must hold at least one run record, got none`);
  }
  records.forEach((record, index) => checkRecord(functionName, record, `records[${index}]`));
}

/** Throws unless `record` looks like a run record. `parseRecord` checks every field. */
export function checkRecord(functionName: string, record: unknown, argument = 'record'): void {
  const { networks, settings, preset } = Object(record) as Record<string, unknown>;
  if (typeof preset === 'string' && Object(settings) === settings && Array.isArray(networks)) return;
  throw new ArgumentError(
    functionName,
    `${argument} must be a run record, as parseRecord gives it, got ${show(record)}`,
  );
}

/** Throws unless `network` looks like a network of a run record. */
export function checkNetwork(functionName: string, network: unknown, argument = 'network'): void {
  const { steps, validationAccuracy } = Object(network) as Record<string, unknown>;
  if (Array.isArray(steps) && Array.isArray(validationAccuracy)) return;
  throw new ArgumentError(
    functionName,
    `${argument} must be a network of a run record, got ${show(network)}`,
  );
}
