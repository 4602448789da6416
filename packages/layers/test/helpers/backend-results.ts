import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { LawCount } from './check-laws';
import { markdownTable, withTable } from '../../../../test/packaging/support/markdown-table';
import { policies as allPolicies } from './train-policies';

/** Laws that hold, of those that apply, for the operations of `@bnlab/core` and for the layer. */
interface BackendResult {
  core: [kept: number, checked: number];
  layer: [kept: number, checked: number];
  /** Options that look at values of a batch, with which the layer trains. */
  reading: [trained: number, all: number];
}

export const resultsName = 'results/backends.json';
const file = join(__dirname, '../..', resultsName);
const readme = join(__dirname, '../../README.md');

/** Where each backend was tested. */
const places: Record<string, string> = {
  cpu: 'Chromium',
  wasm: 'Chromium',
  'wasm, fused kernels': 'Chromium',
  'wasm, threads': 'Chromium, cross-origin isolated',
  webgl: 'Chromium, SwiftShader',
  webgpu: 'Chromium, SwiftShader',
  tensorflow: 'Node.js, `@tensorflow/tfjs-node`',
};

export function readResults(): Record<string, BackendResult> {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, BackendResult>) : {};
}

/** The results as a Markdown table, formatted as Prettier does. */
export function backendsTable(results: Record<string, BackendResult>): string {
  const rows = Object.keys(places)
    .filter((name) => name in results)
    .map((name) => {
      const { core, layer, reading } = results[name]!;
      return [name, places[name]!, ...[core, layer, reading].map(([some, all]) => `${some} of ${all}`)];
    });
  const header = [
    'backend',
    'tested in',
    'laws kept by operations',
    'laws kept by the layer',
    'trains with options that look at values',
  ];
  return markdownTable([header, ...rows]);
}

/** Compares with what is kept of this backend, or keeps it, in the README too, where `BNLAB_MATRIX` is `write`. */
export function compareOrKeep(
  name: string,
  { core, layer, policies }: { core: LawCount; layer: LawCount; policies: string[] },
): void {
  const all = Object.keys(allPolicies).length;
  const result: BackendResult = {
    core: [core.kept, core.checked],
    layer: [layer.kept, layer.checked],
    reading: [all - policies.length, all],
  };
  const results = readResults();
  if (process.env.BNLAB_MATRIX !== 'write') return expect(results[name]).toEqual(result);
  results[name] = result;
  writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
  writeFileSync(readme, withTable(readFileSync(readme, 'utf8'), resultsName, backendsTable(results)));
}
