import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe, expect, jest, test } from '@jest/globals';
import { runProgram } from '../runner/run-program';
import type { Output, PrintLevel } from '../runner/messages';
import { toOutput } from '../runner/to-output';
import { programModules } from './program-modules';

/**
 * What each example put out when it was recorded, which pages show until the reader runs it. After a program has changed,
 * `RECORD=1 npx jest test/recorded-outputs` records it again.
 */
const examples = `${__dirname}/../examples`;
const outputs = `${examples}/outputs`;
const namesIn = (folder: string, ending: string) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith(ending) && !file.endsWith('.d.ts') && file !== 'experiment.ts')
        .map((file) => file.slice(0, -ending.length))
    : [];
const names = process.env.RECORD ? namesIn(examples, '.ts') : namesIn(outputs, '.json');
const sourceOf = (name: string) => readFileSync(`${examples}/${name}.ts`, 'utf8');
const hashOf = (source: string) => createHash('sha256').update(source).digest('hex');

const textOf = (value: unknown) => (typeof value === 'string' ? value : inspect(value));

async function record(name: string): Promise<void> {
  const put: Output[] = [];
  for (const level of ['log', 'warn', 'error'] as const satisfies PrintLevel[]) {
    jest.spyOn(console, level).mockImplementation((...values) => {
      // What TensorFlow.js says in Node alone.
      if (String(values[0]).includes('running TensorFlow.js in Node')) return;
      put.push({ type: 'print', level, text: values.map(textOf).join(' ') });
    });
  }
  await runProgram(sourceOf(name), {
    modules: programModules,
    display: (value) => void put.push(toOutput(value)),
    progress: () => undefined,
  });
  jest.restoreAllMocks();
  mkdirSync(outputs, { recursive: true });
  const text = JSON.stringify({ source: hashOf(sourceOf(name)), outputs: put }, undefined, 2);
  writeFileSync(`${outputs}/${name}.json`, `${text}\n`);
}

describe('the recorded output', () => {
  test.each(names)(
    'of %s is that of the program as it is',
    async (name) => {
      if (process.env.RECORD) await record(name);
      const path = `${outputs}/${name}.json`;
      const recorded = JSON.parse(readFileSync(path, 'utf8')) as { source: string; outputs: Output[] };
      expect(recorded.source).toBe(hashOf(sourceOf(name)));
      expect(recorded.outputs.length).toBeGreaterThan(0);
      expect(JSON.stringify(recorded.outputs)).not.toMatch(/NaN|undefined/);
    },
    120_000,
  );
});
