import { compileProgram, IMPORT } from './compile-program';

/** The modules that a program may import: each name with what loads it. */
export type ModuleTable = Readonly<Record<string, () => Promise<object>>>;

/** What a program may use beside its imports; see `examples/page.d.ts`. */
export interface ProgramHost {
  modules: ModuleTable;
  display: (value: unknown) => void;
  progress: (done: number, total: number, label?: string) => void;
}

/** What a program is called in stack traces, by which the line of an error is found. */
const PROGRAM_NAME = 'program.ts';

/**
 * Runs a TypeScript program to its end.
 *
 * @throws {ProgramSyntaxError} if it is not TypeScript.
 * @throws Whatever it throws; `lineOf` says where.
 */
export async function runProgram(source: string, { modules, display, progress }: ProgramHost): Promise<void> {
  const body = compileProgram(source);
  const names = [IMPORT, 'display', 'progress'];
  // On one line with the program's first, so that the lines of its errors are those that the reader sees. Evaluated in
  // the global scope: nothing of this file is in reach.
  const program = `(async (${names.join(', ')}) => { 'use strict'; ${body}\n})\n//# sourceURL=${PROGRAM_NAME}`;
  const run = (0, eval)(program) as (...values: unknown[]) => Promise<void>;
  await run(importer(modules), display, progress);
}

/** The line (from 1) of the program at which an error was thrown, if it was thrown there or in what it called. */
export function lineOf(error: unknown): number | undefined {
  const { line, stack } = Object(error) as { line?: unknown; stack?: unknown };
  if (typeof line === 'number' && (error as Error).name === 'SyntaxError') return line;
  const [, found] = new RegExp(`${PROGRAM_NAME.replace('.', '\\.')}:(\\d+)`).exec(String(stack)) ?? [];
  return found === undefined ? undefined : Number(found);
}

function importer(modules: ModuleTable) {
  return async (specifier: string, names: readonly string[] = []): Promise<object> => {
    const load = modules[specifier];
    if (load === undefined) {
      throw new Error(
        `import: there is no module '${specifier}' in this page; there are ${Object.keys(modules).join(', ')}`,
      );
    }
    const module = await load();
    const missing = names.filter((name) => !(name in module));
    if (missing.length > 0) {
      throw new Error(
        `import: '${specifier}' must export what is imported, got ${missing.join(', ')}; ` +
          `it exports ${Object.keys(module).sort().join(', ')}`,
      );
    }
    return module;
  };
}
