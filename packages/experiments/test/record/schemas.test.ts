import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import recordSchema from '../../schema/run-record.schema.json';
import settingsSchema from '../../schema/run-settings.schema.json';
import { recordValidator, settingsValidator } from '../../src/record/schemas';

test.each([settingsSchema, recordSchema])('$title is a schema of draft 07', (schema) => {
  const ajv = new Ajv({ strict: true });
  expect(ajv.validateSchema(schema)).toBe(true);
  expect(ajv.validateSchema({ ...schema, type: 'record' })).toBe(false);
});

test('each is compiled once', () => {
  expect(recordValidator()).toBe(recordValidator());
  expect(settingsValidator()).toBe(settingsValidator());
});
