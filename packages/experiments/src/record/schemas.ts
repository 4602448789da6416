import { Ajv, type ValidateFunction } from 'ajv';
import recordSchema from '../../schema/run-record.schema.json';
import settingsSchema from '../../schema/run-settings.schema.json';
import type { RunRecord } from './run-record';
import type { RunSettings } from './run-settings';

// Compiling takes longer than a short program, so it waits for the first value to be checked. The schemas are ours: that
// they are schemas is tested, not looked up at each start.
const ajv = new Ajv({ strict: true, validateSchema: false });
ajv.addSchema([settingsSchema, recordSchema]);

export const settingsValidator = (): ValidateFunction<RunSettings> => compiled(settingsSchema.$id);
export const recordValidator = (): ValidateFunction<RunRecord> => compiled(recordSchema.$id);

function compiled<T>(id: string): ValidateFunction<T> {
  return ajv.getSchema<T>(id)!;
}
