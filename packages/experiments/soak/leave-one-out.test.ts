import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { judge, namedSweeps, type NamedSweep, type RunRecord } from '../src';

/** The committed records of a sweep. */
function committed({ name }: NamedSweep): RunRecord[] {
  const file = join(__dirname, `../results/${name}.json`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { records: RunRecord[] }).records;
}

test.each(namedSweeps.map((sweep) => [sweep.name, sweep] as const))(
  'without any one of its seeds, what %s shows is the same or cannot be told',
  (_, sweep) => {
    const records = committed(sweep);
    const whole = judge(sweep, records);
    expect(whole.seeds.length).toBeGreaterThanOrEqual(5);
    for (const left of whole.seeds) {
      const rest = judge(
        sweep,
        records.filter(({ seed }) => seed !== left),
      );
      rest.expectations.forEach(({ decision }, index) => {
        const before = whole.expectations[index]!.decision;
        const isTurned = [decision, before].includes('holds') && [decision, before].includes('does not hold');
        expect({ left, index, isTurned }).toEqual({ left, index, isTurned: false });
      });
    }
  },
);
