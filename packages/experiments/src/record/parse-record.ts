import { Ajv, type ErrorObject } from 'ajv';
import recordSchema from '../../schema/run-record.schema.json';
import settingsSchema from '../../schema/run-settings.schema.json';
import type { NetworkRecord, RunRecord } from './run-record';

const ajv = new Ajv({ allErrors: false, strict: true });
ajv.addSchema(settingsSchema);
const validate = ajv.compile<RunRecord>(recordSchema);

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
 * @throws RecordError when it is not JSON, or does not follow the schema; NewerRecordError when a newer version wrote it.
 */
export function parseRecord(text: string, source: string): RunRecord {
  const value = parseJson(text, source);
  checkSchema(value, source);
  if (validate(value)) {
    checkCurves(value, source);
    return value;
  }
  throw new RecordError(`${source} is not a run record: ${explain(validate.errors![0]!)}`);
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

/** What JSON Schema cannot say: an accuracy for each step, steps that rise, a final accuracy that is the last. */
function checkCurves({ networks }: RunRecord, source: string): void {
  for (const network of networks) {
    const problem = curveProblem(network);
    if (problem === undefined) continue;
    throw new RecordError(`${source} is not a run record: "${network.name}" has ${problem}`);
  }
}

function curveProblem({
  steps,
  validationAccuracy,
  finalValidationAccuracy,
}: NetworkRecord): string | undefined {
  if (steps.length !== validationAccuracy.length) {
    return `${steps.length} steps and ${validationAccuracy.length} accuracies`;
  }
  const fall = steps.findIndex((step, index) => index > 0 && step <= steps[index - 1]!);
  if (fall !== -1) return `step ${steps[fall]} after step ${steps[fall - 1]}`;
  if (finalValidationAccuracy === validationAccuracy.at(-1)) return undefined;
  return `a final validation accuracy of ${finalValidationAccuracy}, and a last one of ${validationAccuracy.at(-1)}`;
}

function explain({ instancePath, message = 'is invalid', params }: ErrorObject): string {
  const place = instancePath === '' ? 'it' : instancePath.slice(1).replaceAll('/', '.');
  const allowed = 'allowedValues' in params ? `: ${(params['allowedValues'] as string[]).join(', ')}` : '';
  return `${place} ${message}${allowed}`;
}
