import { ArgumentError } from '@bnlab/arguments';
import type { RowFields } from './check-rows';

/** What every row of a network tells of it. */
export interface NetworkRow {
  /** What the network is called in the chart, such as `With Batch Norm`. */
  readonly network: string;
  /** Whether it is normalized, by batch normalization or another method: decides its color. */
  readonly batchNorm: boolean;
}

/** The rows of the network of one name. */
export interface NetworkGroup<Row extends NetworkRow> extends NetworkRow {
  readonly rows: readonly Row[];
}

/** Checks what every row of a network tells of it. */
export function checkNetworkRow(fields: RowFields): void {
  fields.text('network');
  fields.flag('batchNorm');
}

/**
 * Gathers rows by network, in the order in which the networks first come up.
 *
 * @throws {ArgumentError} for a network that is normalized in one row and not in another
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
