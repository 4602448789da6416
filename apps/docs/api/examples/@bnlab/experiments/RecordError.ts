import { parseRecord, RecordError } from '@bnlab/experiments';

try {
  parseRecord('{}', 'seed-1.json');
} catch (error) {
  console.log(error instanceof RecordError); // true
}
