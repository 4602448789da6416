import type { ErrorObject } from 'ajv';
import { checksumOf } from './checksum';
import { recordProblem } from './record-problem';
import type { RunRecord } from './run-record';
import { recordValidator } from './schemas';

/** The schema that this version writes. It reads all up to it: what came later is optional. */
const SCHEMA = 1;

/** A text is not a run record. The message says what was expected where. */
export class RecordError extends Error {
  override readonly name: string = 'RecordError';
}

/** A record has a schema that only newer versions of this package know. */
export class NewerRecordError extends RecordError {
  override readonly name = 'NewerRecordError';
}

/**
 * Reads a run record from its JSON.
 *
 * @param text JSON, as `bnlab` writes it.
 * @param source Where the text came from, for the message.
 * @throws RecordError when it is not JSON, does not follow the schema, says what cannot be, or does not have the checksum
 *   that it names; NewerRecordError when a newer version wrote it.
 */
export function parseRecord(text: string, source: string): RunRecord {
  const value = parseJson(text, source);
  checkSchema(value, source);
  const validate = recordValidator();
  if (!validate(value)) {
    throw new RecordError(`${source} is not a run record: ${explain(validate.errors![0]!)}`);
  }
  const problem = recordProblem(value);
  if (problem !== undefined) throw new RecordError(`${source} is not a run record: ${problem}`);
  if (value.checksum !== undefined && value.checksum !== checksumOf(value)) {
    throw new RecordError(
      `${source} has been changed since it was written: its checksum is that of another record`,
    );
  }
  return value;
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new RecordError(`${source} is not a run record: it does not hold whole JSON`, { cause });
  }
}

function checkSchema(value: unknown, source: string): void {
  const { schema } = Object(value) as { schema?: unknown };
  if (!(typeof schema === 'number' && schema > SCHEMA)) return;
  throw new NewerRecordError(
    `${source} was written by a newer version of bnlab (schema ${schema}, this one knows ${SCHEMA}); update @bnlab/experiments`,
  );
}

function explain({ instancePath, message = 'is invalid', params }: ErrorObject): string {
  const place = instancePath === '' ? 'it' : instancePath.slice(1).replaceAll('/', '.');
  const allowed = 'allowedValues' in params ? `: ${(params['allowedValues'] as string[]).join(', ')}` : '';
  return `${place} ${message}${allowed}`;
}
