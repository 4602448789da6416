/** Whether this is Node.js, not a browser or a worker of one. */
export const inNode = typeof process !== 'undefined' && process.versions?.node !== undefined;

/**
 * Imports a module that only Node.js has, or that the user may have added.
 *
 * The specifier reaches `import()` as a variable so that bundlers for the browser neither look for the module nor pack
 * it: there this function is never called. Modules of Node.js itself come without an `import()` where that is possible,
 * since Jest refuses one in CommonJS modules.
 */
export async function importInNode<Module>(specifier: string): Promise<Module> {
  const builtin = specifier.startsWith('node:') ? process.getBuiltinModule?.(specifier) : undefined;
  return (builtin ?? (await import(/* webpackIgnore: true */ /* @vite-ignore */ specifier))) as Module;
}
