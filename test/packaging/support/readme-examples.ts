import { readFileSync } from 'node:fs';
import { transformSync } from '@swc/core';

/** A program in a README, after a comment that names it. */
export interface Example {
  name: string;
  code: string;
}

/** The programs in a README that a comment such as `<!-- example: saving -->` names. */
export function readmeExamples(file: string): Example[] {
  const pattern = /<!-- example: ([\w-]+) -->\s+```[jt]s\n(.*?)```/gs;
  return [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, name, code]) => ({
    name: name!,
    code: code!,
  }));
}

/**
 * Runs an example as the module that it is.
 *
 * @param modules What it may import, by name: the sources of the package, for instance.
 */
export async function runExample(
  { name, code }: Example,
  modules: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { code: compiled } = transformSync(code, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  const require = (specifier: string): unknown => {
    if (specifier in modules) return modules[specifier];
    throw new Error(`The example "${name}" imports ${specifier}, which its test does not give it`);
  };
  const body = `return (async () => {${compiled}})()`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const run = new Function('require', 'exports', body) as (
    require: unknown,
    exports: object,
  ) => Promise<void>;
  await run(require, {});
}
