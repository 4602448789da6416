/** A module of Node.js; undefined in browsers, and in pages of Electron, which have the limits of pages. */
export async function nodeModule<Module>(name: string): Promise<Module | undefined> {
  // Read from `globalThis`, since bundlers such as Parcel pack a stand-in for a `process` that stands alone.
  const { process } = globalThis as { process?: NodeJS.Process };
  if (process?.versions?.node === undefined) return undefined;
  if ('type' in process && process.type !== 'browser') return undefined;
  // The name comes as a variable, so that bundlers for the browser do not look for the module; without an `import()` where
  // that is possible, since Jest refuses one in CommonJS modules.
  const builtin: unknown = process.getBuiltinModule?.(name);
  return (builtin ?? (await import(/* webpackIgnore: true */ /* @vite-ignore */ name))) as Module;
}
