import type { Change } from './change';

/** Who relies on the changes of TensorFlow.js's registries, and what takes them back. */
interface Held {
  holders: number;
  readonly changes: Change[];
}

const KEY = Symbol.for('@bnlab/kernels/held');

/**
 * Keeps changes for as long as anybody holds them: React's StrictMode registers, unregisters and registers again, in an
 * order that promises decide, and a module that is loaded anew while a program runs registers beside its old self.
 *
 * @returns Lets go. The last to do so takes all changes back, those of earlier holders too.
 */
export function holdChanges(changes: readonly Change[]): () => void {
  // The registries are global: so is this, over all copies of the package.
  const all = ((globalThis as { [KEY]?: Held })[KEY] ??= { holders: 0, changes: [] });
  all.holders += 1;
  all.changes.push(...changes);
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    all.holders -= 1;
    if (all.holders === 0)
      all.changes
        .splice(0)
        .reverse()
        .forEach(({ takeBack }) => takeBack());
  };
}
