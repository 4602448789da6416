import { ArgumentError, show } from '@bnlab/arguments';
import { checkRecordShape } from './check-records';
import type { NetworkRow } from './network-row';

/** A run record, of which only what its networks are called is read. */
interface NamedNetworks {
  readonly networks: readonly { readonly name: string; readonly batchNorm: boolean }[];
}

/**
 * Turns run records into the rows of a chart: one row or several per network of each record.
 *
 * @param records run records, such as those of a sweep
 * @param fields the fields of the row of a network besides `network` and `batchNorm`, or an array for several rows;
 *   `network` may be among them, to call the network something else
 * @returns the rows, in the order of the records
 * @throws {ArgumentError} for something that is not a run record, and `fields` that is no function
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
