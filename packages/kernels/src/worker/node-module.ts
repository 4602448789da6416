/** A module of Node.js; undefined in browsers, and in pages of Electron, which have the limits of pages. */
export async function nodeModule<Module>(name: string): Promise<Module | undefined> {
  const isNodeProcess = typeof process !== 'undefined' && process.versions?.node !== undefined;
  if (!isNodeProcess || ('type' in process && process.type !== 'browser')) return undefined;
  // The name comes as a variable, so that bundlers for the browser do not look for the module; without an `import()` where
  // that is possible, since Jest refuses one in CommonJS modules.
  const builtin: unknown = process.getBuiltinModule?.(name);
  return (builtin ?? (await import(/* webpackIgnore: true */ /* @vite-ignore */ name))) as Module;
}
