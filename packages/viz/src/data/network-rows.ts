import { ArgumentError, show } from '@bnlab/arguments';
import { checkRecordShape } from './run-record';
import type { RowFields } from './check-rows';

/** The fields common to all rows of a network. */
export interface NetworkRow {
  /** Name of the network in the chart, for example `With Batch Norm`. */
  readonly network: string;
  /** Whether the network is normalized, by batch normalization or another method. Determines its color. */
  readonly batchNorm: boolean;
}

/** The rows of the network of one name. */
export interface NetworkGroup<Row extends NetworkRow> extends NetworkRow {
  readonly rows: readonly Row[];
}

/** Checks the fields common to all rows of a network. */
export function checkNetworkRow(fields: RowFields): void {
  fields.text('network');
  fields.flag('batchNorm');
}

/**
 * Groups rows by network, in order of first appearance.
 *
 * @throws {ArgumentError} if the rows of one network differ in `batchNorm`.
 */
export function networkGroups<Row extends NetworkRow>(
  caller: string,
  rows: readonly Row[],
): NetworkGroup<Row>[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.network) ?? [];
    if (group.length > 0 && group[0]!.batchNorm !== row.batchNorm) {
      throw new ArgumentError(
        caller,
        `rows of one network must agree on batchNorm, got both for '${row.network}'; rename one`,
      );
    }
    group.push(row);
    groups.set(row.network, group);
  }
  return [...groups].map(([network, ofNetwork]) => ({
    network,
    batchNorm: ofNetwork[0]!.batchNorm,
    rows: ofNetwork,
  }));
}

/** A run record, of which only the names and kinds of its networks are read. */
interface NamedNetworks {
  readonly networks: readonly { readonly name: string; readonly batchNorm: boolean }[];
}

/**
 * Makes the rows of a chart from run records: one or more rows per network of each record.
 *
 * @param records Run records, for example of a sweep; at least one.
 * @param fields Returns the fields of a row besides `network` and `batchNorm`, or an array of them for several rows. May
 *   return `network` to rename the network.
 * @returns The rows, in the order of the records.
 * @throws {ArgumentError} if a record is invalid or `fields` is not a function.
 */
export function networkRows<Record extends NamedNetworks, Fields extends object>(
  records: readonly Record[],
  fields: (network: Record['networks'][number], record: Record) => Fields | readonly Fields[],
): (NetworkRow & Fields)[] {
  const caller = 'networkRows';
  checkRecordShape(caller, records);
  if (typeof fields !== 'function') {
    throw new ArgumentError(
      caller,
      `fields must be a function of a network and its record, got ${show(fields)}`,
    );
  }
  return records.flatMap((record) =>
    record.networks.flatMap((network) =>
      [fields(network, record)].flat().map((own) => ({
        network: network.name,
        batchNorm: network.batchNorm,
        ...(own as Fields),
      })),
    ),
  );
}
