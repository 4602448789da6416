import { isDeepStrictEqual } from 'node:util';
import type { RunRecord } from '../record/run-record';
import { readRecords, RunStore } from '../record/run-store';
import { writeChart } from './write-chart';

/**
 * `bnlab merge <dir...> --out DIR`: joins directories of records, such as the parts of a sweep that several machines made.
 *
 * @throws Error when two of them hold different results for the same run.
 */
export async function merge(directories: string[], { out }: { out: string }): Promise<void> {
  const store = await RunStore.open(out, (message) => process.stderr.write(`bnlab: ${message}\n`));
  let added = 0;
  for (const directory of directories) {
    for (const { id, record } of await readRecords(directory)) {
      const present = await store.read(id);
      if (present) {
        if (isDeepStrictEqual(outcome(present), outcome(record))) continue;
        throw new Error(`${directory} and ${out} hold different results for ${id}; keep them apart`);
      }
      await store.write(id, record);
      await writeChart(store, id, record);
      added += 1;
    }
  }
  process.stderr.write(`${added} records added to ${out}\n`);
}

/** All of a record that its plan determines: speed and environment may differ. */
function outcome({ environment, networks, ...record }: RunRecord) {
  return { ...record, networks: networks.map(({ stepsPerSecond, ...network }) => network) };
}
