import type { BatchNormImplementation } from '@bnlab/core/spec';
import { compileModule, IMPORT } from '../../runner/compile-program';
import type { ModuleTable } from '../../runner/run-program';

/** What a program may define for the laws to look at. */
const parts = [
  'training',
  'inference',
  'gradient',
  'optionalGammaAndBeta',
  'exactCentering',
  'movingAverage',
  'mergeMoments',
  'fold',
  'trainingOnAxis',
] as const satisfies readonly (keyof BatchNormImplementation)[];

/** By this name `lineOf` finds the line of an error. */
const PROGRAM_NAME = 'program.ts';

/**
 * Runs a TypeScript program and takes from it what it defines of a batch normalization.
 *
 * @param modules What the program may import.
 * @throws {ProgramSyntaxError} if it is not TypeScript.
 * @throws Error when it does not define `training` and `inference`; whatever the program throws.
 */
export async function loadImplementation(
  source: string,
  modules: ModuleTable,
): Promise<BatchNormImplementation> {
  // Definitions may be exported, as a module's would be; here they are taken by their names.
  const { body, exported } = compileModule(source);
  const found = parts.map((name) => {
    const local = exported.get(name) ?? name;
    return `${name}: typeof ${local} === 'undefined' ? undefined : ${local}`;
  });
  // On one line with the program's first: the lines of its errors are those that the reader sees.
  const program = `(async (${IMPORT}) => { 'use strict'; ${body}\nreturn { ${found.join(', ')}, ...${exported.get('default') ?? 'undefined'} }; })\n//# sourceURL=${PROGRAM_NAME}`;
  const run = (0, eval)(program) as (load: unknown) => Promise<Partial<BatchNormImplementation>>;
  const implementation = await run((specifier: string) => importModule(specifier, modules));
  for (const name of ['training', 'inference'] as const) {
    if (typeof implementation[name] === 'function') continue;
    throw new Error(`The program must define a function ${name}; load the empty one to see how.`);
  }
  return implementation as BatchNormImplementation;
}

async function importModule(specifier: string, modules: ModuleTable): Promise<object> {
  const load = modules[specifier];
  if (load) return load();
  throw new Error(
    `import: there is no module '${specifier}' in this page; there are ${Object.keys(modules).join(', ')}`,
  );
}
