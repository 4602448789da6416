type Require = (specifier: string) => unknown;

/** Read from `globalThis`, since bundlers such as Parcel pack a stand-in for a `process` that stands alone. */
const { process: nodeProcess } = globalThis as { process?: NodeJS.Process };

/**
 * Whether this is Node.js, not a browser or a worker of one. A page of Electron names versions of Node.js too; it counts
 * where it has Node.js's modules.
 */
export const inNode =
  nodeProcess?.versions?.node !== undefined &&
  (!('type' in nodeProcess) || typeof nodeProcess.getBuiltinModule === 'function');

/**
 * Imports a module that only Node.js has, or that the user may have added.
 *
 * The specifier reaches `import()` as a variable so that bundlers for the browser neither look for the module nor pack
 * it: there this function is never called. In a CommonJS module, Node.js's own modules and those of others come without an
 * `import()`, since Jest refuses one there.
 */
export async function importInNode<Module>(specifier: string): Promise<Module> {
  const builtin = specifier.startsWith('node:') ? nodeProcess?.getBuiltinModule?.(specifier) : undefined;
  const required = builtin ?? requireOfModule()?.(specifier);
  return (required ?? (await import(/* webpackIgnore: true */ /* @vite-ignore */ specifier))) as Module;
}

/** The `require` of a CommonJS module, taken in a way that no bundler reads as a list of modules to pack. */
function requireOfModule(): Require | undefined {
  if (typeof module !== 'object') return undefined;
  const { require: own } = module as Partial<typeof module>;
  return own && ((specifier) => own.call(module, specifier) as unknown);
}
